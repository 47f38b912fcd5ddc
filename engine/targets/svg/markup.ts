/** Writes SVG elements as text. Everything that comes from a document goes through here. */

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** XML 1.0 has no way to write most control characters, lone surrogates and two non-characters. */
function writable(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

export const escapeXml = (text: string): string =>
  [...text].map((sign) => (writable(sign) ? (ESCAPES[sign] ?? sign) : "\ufffd")).join("");

export type Attributes = Readonly<Record<string, string | number | null>>;

const number = (value: number): string => String(Math.round(value * 100) / 100);

/** An element with already written content; null attributes are left out. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== null)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? number(value) : escapeXml(value)}"`)
    .join("");
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join("")}</${name}>`;
}

/** A text element; too long texts end in an ellipsis, with the whole in a title. */
export function text(content: string, attributes: Attributes, room: number, charWidth: number): string {
  const fitting = Math.max(1, Math.floor(room / charWidth));
  const signs = [...content];
  // East Asian signs are about twice as wide as Latin ones.
  let width = 0;
  const end = signs.findIndex((sign) => {
    width += (sign.codePointAt(0) ?? 0) > 0x2e7f ? 1.8 : 1;
    return width > fitting;
  });
  if (end === -1) return element("text", attributes, escapeXml(content));
  const shown = `${signs.slice(0, Math.max(1, end - 1)).join("")}…`;
  return element("text", attributes, element("title", {}, escapeXml(content)), escapeXml(shown));
}
