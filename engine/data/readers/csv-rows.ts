/** CSV as rows of cells (RFC 4180): quoted cells, doubled quotes, line breaks in quotes, CRLF or LF. */

export interface CsvRow {
  /** Line of the file where the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type Separator = "," | ";" | "\t";

/** The separator that occurs most in the first line; a comma where none does. */
export function guessSeparator(text: string): Separator {
  const firstLine = text.slice(0, endOfLine(text, 0));
  const count = (separator: Separator): number => firstLine.split(separator).length - 1;
  return ([",", ";", "\t"] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** All rows that are not blank, one by one. A quotation mark without its pair ends the iteration with its line. */
export function* csvRows(
  text: string,
  separator: Separator,
): Generator<CsvRow, { readonly openQuote: number } | null> {
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const plain = text.slice(at, end > at && text[end - 1] === "\r" ? end - 1 : end);
    if (!plain.includes('"')) {
      if (plain.trim() !== "") yield { line, cells: plain.split(separator) };
      at = end + 1;
      line++;
      continue;
    }
    const quoted = quotedRow(text, at, separator);
    if (quoted === null) return { openQuote: line };
    yield { line, cells: quoted.cells };
    line += quoted.lines;
    at = quoted.next;
  }
  return null;
}

/** One row that holds quotation marks; null where one is left open. */
function quotedRow(
  text: string,
  start: number,
  separator: Separator,
): { readonly cells: readonly string[]; readonly next: number; readonly lines: number } | null {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let lines = 1;
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    if (isQuoted) {
      if (char === "\n") lines++;
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += char;
        at++;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === separator) {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") {
      cells.push(cell.replace(/\r$/, ""));
      return { cells, next: at + 1, lines };
    } else cell += char;
  }
  cells.push(cell);
  return isQuoted ? null : { cells, next: text.length, lines };
}
