/** A CSV file as a table of numbers and a column of labels; every wrong line is named. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { someNames } from "./classes.ts";
import { type CsvRow, csvRows, guessSeparator, type Separator } from "./csv-rows.ts";
import { readerMessages } from "./messages.ts";

export interface CsvTable {
  readonly rows: number;
  /** Value columns, without the label's. */
  readonly columns: number;
  /** `rows × columns`. */
  readonly values: Float32Array;
  /** The label's cells, trimmed. */
  readonly labels: readonly string[];
  /** Line of the file of each row, from 1. */
  readonly lines: readonly number[];
  /** Names of the value columns: the header's, or their position from 0. */
  readonly names: readonly string[];
}

export interface CsvOptions {
  /** A column's name or its position from 0; null for the column named label, class or target, else the last. */
  readonly label: string | null;
  readonly header: "auto" | "yes" | "no";
  readonly separator: Separator | null;
}

const WRONG_SHOWN = 10;
const LABEL_NAMES = ["label", "class", "target", "species", "y"];

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
/** NaN for whatever is not a finite decimal number. */
export const csvNumber = (cell: string): number => {
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
};

/** A header names at least the label as asked for, or holds no number at all. */
const isHeader = ({ cells }: CsvRow, { header, label }: CsvOptions): boolean =>
  header === "auto"
    ? (label !== null && !/^\d+$/.test(label) && cells.some((cell) => cell.trim() === label)) ||
      cells.every((cell) => Number.isNaN(csvNumber(cell)))
    : header === "yes";

export function readCsvTable(bytes: Uint8Array, path: string, options: CsvOptions): Result<CsvTable> {
  const zero = bytes.indexOf(0);
  if (zero >= 0) return fail(problem(readerMessages, "csv/not-text", { path }, { path, index: zero }));
  const text = new TextDecoder().decode(bytes);
  const iterator = csvRows(text, options.separator ?? guessSeparator(text));
  const first = iterator.next();
  if (first.done === true) {
    if (first.value !== null) return fail(openQuote(path, first.value.openQuote));
    return fail(problem(readerMessages, "csv/empty", { path }, { path }));
  }
  const hasHeader = isHeader(first.value, options);
  const names = first.value.cells.map((cell, column) => (hasHeader ? cell.trim() : String(column)));
  const labelColumn = findLabel(names, options.label);
  if (labelColumn === null) {
    const values = { path, column: options.label ?? "", known: someNames(names, 12) };
    return fail(problem(readerMessages, "csv/unknown-column", { path }, values));
  }
  if (names.length < 2) return fail(problem(readerMessages, "csv/no-features", { path }, { path }));
  const builder = tableBuilder(path, names, labelColumn);
  if (!hasHeader) builder.add(first.value);
  for (let row = iterator.next(); ; row = iterator.next()) {
    if (row.done !== true) builder.add(row.value);
    else if (row.value === null) return builder.finish();
    else return fail(openQuote(path, row.value.openQuote));
  }
}

const place = (path: string, line: number) => ({ path: `${path}:${line}` });
const openQuote = (path: string, line: number): Problem =>
  problem(readerMessages, "csv/open-quote", place(path, line), { path, line });

function findLabel(names: readonly string[], wanted: string | null): number | null {
  if (wanted === null) {
    const named = names.findIndex((name) => LABEL_NAMES.includes(name.toLowerCase()));
    return named >= 0 ? named : names.length - 1;
  }
  const named = names.indexOf(wanted);
  if (named >= 0) return named;
  return /^\d+$/.test(wanted) && Number(wanted) < names.length ? Number(wanted) : null;
}

function tableBuilder(path: string, names: readonly string[], labelColumn: number) {
  const columns = names.length - 1;
  let values = new Float32Array(1024 * columns);
  const labels: string[] = [];
  const lines: number[] = [];
  const problems: Problem[] = [];
  let wrong = 0;
  const refuse = (
    code: "csv/ragged" | "csv/not-a-number",
    row: CsvRow,
    extra: Record<string, string | number>,
  ) => {
    wrong++;
    if (problems.length >= WRONG_SHOWN) return;
    problems.push(problem(readerMessages, code, place(path, row.line), { path, line: row.line, ...extra }));
  };
  return {
    add(row: CsvRow): void {
      const { cells, line } = row;
      if (cells.length !== names.length) {
        refuse("csv/ragged", row, { cells: cells.length, wanted: names.length });
        return;
      }
      let at = labels.length * columns;
      if (at + columns > values.length) {
        const larger = new Float32Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      for (let column = 0; column < cells.length; column++) {
        if (column === labelColumn) continue;
        const cell = cells[column] as string;
        const value = csvNumber(cell);
        if (Number.isNaN(value)) {
          refuse("csv/not-a-number", row, { cell: cell.slice(0, 40), column: names[column] as string });
          return;
        }
        values[at++] = value;
      }
      labels.push((cells[labelColumn] as string).trim());
      lines.push(line);
    },
    finish(): Result<CsvTable> {
      if (wrong > problems.length)
        problems.push(
          problem(readerMessages, "csv/more", { path }, { path, count: wrong - problems.length }),
        );
      if (problems.length > 0) return fail(...problems);
      const rows = labels.length;
      if (rows === 0) return fail(problem(readerMessages, "csv/empty", { path }, { path }));
      const featureNames = names.filter((_, column) => column !== labelColumn);
      return ok({
        rows,
        columns,
        values: values.subarray(0, rows * columns),
        labels,
        lines,
        names: featureNames,
      });
    },
  };
}
