/** Python's syntax: literals, identifiers, calls. All text of a person goes through here, so that it is never code. */
import type { Value } from "./types.ts";

const WIDTH = 100;

/** What may stand in a literal as it is: no control, no line end, nothing that turns the direction of writing. */
const PLAIN = /^[\p{L}\p{N}\p{P}\p{S} ]$/u;

/** The inside of a string literal; whatever the text holds, it stays inside the quotes. */
function escaped(text: string): string {
  let out = "";
  // Half a surrogate pair is no character: Python could not write it down.
  for (const char of text.replace(/\p{Cs}/gu, "\ufffd")) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === "\\") out += `\\${char}`;
    else if (char === "\n") out += "\\n";
    else if (PLAIN.test(char)) out += char;
    else if (code <= 0xff) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code <= 0xffff) out += `\\u${code.toString(16).padStart(4, "0")}`;
    else out += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return out;
}
export const pyString = (text: string): string => `"${escaped(text)}"`;

/** On one line where it fits, otherwise broken between words; `indent` is that of its first line. */
export function pyDocstring(text: string, indent: string): string {
  const words = escaped(text).split(" ");
  const lines: string[] = [];
  let line = words.shift() ?? "";
  for (const word of words) {
    if (indent.length + line.length + word.length + 7 <= WIDTH) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length === 1) return `"""${line}"""`;
  return `"""${lines.join(`\n${indent}`)}\n${indent}"""`;
}

export function pyValue(value: Value): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pyString(value);
  if (typeof value === "number") return String(value);
  return value.length === 1 ? `(${value[0]},)` : `(${value.join(", ")})`;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield match case type self cls super " +
    "i nn torch F range tuple list dict int float bool str len print Network"
  ).split(" "),
);

export const isPlainIdentifier = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** Usable as the name of a variable, an argument or a class: an ASCII identifier that means nothing else. */
export const isFreeIdentifier = (text: string): boolean =>
  isPlainIdentifier(text) && !KEYWORDS.has(text) && !text.startsWith("__");

/** The nearest usable identifier. */
export function identifier(text: string, fallback: string): string {
  const safe = text.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
  const start = safe === "" ? fallback : /^[0-9]/.test(safe) ? `${fallback}_${safe}` : safe;
  return isFreeIdentifier(start) ? start : `${start}_`;
}

/** `inverted-residual` becomes `InvertedResidual`. */
export function className(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => (word[0] ?? "").toUpperCase() + word.slice(1)).join("");
  return identifier(name, "Block");
}

/** `head(a, b)`, one argument a line where it is too long for one line. `indent` is that of its first line. */
export function pyCall(head: string, args: readonly string[], indent: string, ends = ["(", ")"]): string {
  const [open = "(", close = ")"] = ends;
  const single = `${head}${open}${args.join(", ")}${close}`;
  if (indent.length + single.length <= WIDTH && !args.some((arg) => arg.includes("\n"))) return single;
  if (args.length === 0) return single;
  const lines = args.map((arg) => `${indent}    ${arg.replaceAll("\n", "\n    ")},`);
  return `${head}${open}\n${lines.join("\n")}\n${indent}${close}`;
}
