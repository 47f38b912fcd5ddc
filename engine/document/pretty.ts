/** JSON that diffs well: what is flat and short stands on one line, everything else on a line of its own. */

/** Wide enough for a wire. */
const WIDTH = 140;

/** Two spaces of indentation, one newline at the end. The keys keep the order they have. */
export const prettyJson = (value: unknown): string => `${print(value, "")}\n`;

function print(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const flat = printFlat(value);
  if (flat !== null && (Array.isArray(value) || indent.length + flat.length <= WIDTH)) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const lines = Array.isArray(value)
    ? value.map((item) => inner + print(item, inner))
    : entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

/** On one line where nothing but scalars, and lists of them, is inside; `null` elsewhere. */
function printFlat(value: object): string | null {
  const isScalar = (item: unknown): boolean => typeof item !== "object" || item === null;
  const isEmpty = (item: object): boolean => !Array.isArray(item) && entries(item).length === 0;
  const isFlat = (item: unknown): boolean =>
    typeof item !== "object" ||
    item === null ||
    isEmpty(item) ||
    (Array.isArray(item) && item.every(isScalar));
  if (Array.isArray(value)) {
    return value.every(isScalar)
      ? `[${value.map((item) => JSON.stringify(item) ?? "null").join(", ")}]`
      : null;
  }
  const list = entries(value);
  if (list.length === 0) return "{}";
  if (!list.every(([, item]) => isFlat(item))) return null;
  return `{ ${list.map(([key, item]) => `${JSON.stringify(key)}: ${print(item, "")}`).join(", ")} }`;
}

const entries = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, item]) => item !== undefined);
