/** What the command line prints: results on standard output, progress and problems on standard error. */
import type { Problem } from "../engine/tensor/problem.ts";

/** Exit codes: 0 success, 1 a problem in the input, 2 wrong usage. */
export const EXIT = { success: 0, problem: 1, usage: 2 } as const;

/** Ends a command with problems; the top level prints them and chooses the exit code. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.name = "ProblemError";
    this.problems = problems;
  }
}

/** Wrong usage: exit code 2 with one sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const printJson = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
export const printLine = (line = ""): void => void process.stdout.write(`${line}\n`);
export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** `error conv1 (port in): what is wrong` and, indented, what to do and the fixes that the editor offers. */
export function formatProblem(problem: Problem): string {
  const place = [problem.path, problem.port === undefined ? "" : `(port ${problem.port})`]
    .filter((part) => part !== "")
    .join(" ");
  const head = `${problem.severity}${place === "" ? "" : ` ${place}`}: ${problem.message}`;
  const fixes = problem.fixes.map((fix) => `  fix: ${fix.label}`);
  return [head, `  ${problem.remedy}`, ...fixes].join("\n");
}

export function printProblems(problems: readonly Problem[], json: boolean): void {
  if (json) printJson({ problems });
  else for (const problem of problems) note(formatProblem(problem));
}

/** Aligned columns; numbers to the right. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) => row.map(String));
  const widths = header.map((title, column) =>
    Math.max(width(title), ...cells.map((row) => width(row[column] ?? ""))),
  );
  const numeric = header.map((_, column) =>
    rows.every((row) => typeof row[column] === "number" || isCount(row[column])),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - width(cell));
        return numeric[column] ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((size) => "-".repeat(size))), ...cells.map(line)].join("\n");
}

const isCount = (cell: string | number | undefined): boolean =>
  typeof cell === "string" && /^[\d,.%]*$/.test(cell);

/** Columns a text takes on a terminal: wide for Chinese, Japanese and Korean. */
function width(text: string): number {
  let columns = 0;
  for (const char of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      )
        ? 2
        : 1;
  return columns;
}

/** `61,706` */
export const count = (value: number): string => value.toLocaleString("en-US");
