/** Markdown as text (https://spec.commonmark.org, tables of GitHub). Whatever comes from a document goes through `md`. */

/** Text that reads as itself: no markup, no HTML, no line of its own. */
export function md(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
  // Signs that begin a list, a rule or a heading do so at the start of a line alone.
  return line
    .trim()
    .replace(/[\\`*_{}[\]()<>#!|~&$]/g, "\\$&")
    .replace(/^([-+=:]|\d+[.)])/, (sign) => sign.replace(/[^\d]/, "\\$&"));
}

export const heading = (level: number, text: string): string => `${"#".repeat(level)} ${text}\n`;

/** Cells are already written; the first column is left, the others right where `numbers`. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly boolean[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rules = titles.map((_, column) => (numbers[column] === true ? "---:" : "---"));
  return `${[line(titles), line(rules), ...rows.map(line)].join("\n")}\n`;
}

export const count = (value: number): string => value.toLocaleString("en-US");
export const shapeText = (shape: readonly number[]): string => shape.join("×");
export const share = (value: number): string => `${(100 * value).toFixed(2)} %`;
