/** `csv:FILE`: a table of numbers with a label, as vectors or, with a shape, as images. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { elements, formatShape, type Shape } from "../../tensor/shape.ts";
import { listFiles, readFile } from "../files.ts";
import { createFingerprint } from "../fingerprint.ts";
import { type MemoryPart, memoryDataset } from "../memory.ts";
import { dataMessages } from "../messages.ts";
import { type ParsedSource, readOptions } from "../source.ts";
import { drawParts } from "../split.ts";
import type { Dataset, FileSource } from "../types.ts";
import { pick } from "./classes.ts";
import { type CsvTable, csvNumber, readCsvTable } from "./csv-table.ts";
import { readerMessages } from "./messages.ts";

/** A JavaScript string holds at most 2^29 characters. */
const CSV_BYTES = 400 * 1024 * 1024;
const LARGEST_SIDE = 65_536;
const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const;

export async function openCsv(parsed: ParsedSource, files: FileSource): Promise<Result<Dataset>> {
  const read = readOptions(parsed);
  const sizes = read.sizes("shape", [1, 3], LARGEST_SIDE);
  const separator = read.choice("separator", ["auto", "comma", "semicolon", "tab"], "auto");
  const header = read.choice("header", ["auto", "yes", "no"], "auto");
  const task = read.choice("task", ["auto", "classification", "regression"], "auto");
  const share = read.fraction("test", 0.2, 0.01, 0.9);
  const seed = read.int("seed", 0, 0, Number.MAX_SAFE_INTEGER);
  const checked = read.check();
  if (!checked.ok) return checked;
  const found = await onlyTable(files);
  if (!found.ok) return found;
  const path = found.value;
  const bytes = await readFile(files, path, CSV_BYTES);
  if (!bytes.ok) return bytes;
  const table = readCsvTable(bytes.value, path, {
    label: read.text("label"),
    header,
    separator: separator === "auto" ? null : SEPARATORS[separator],
  });
  if (!table.ok) return table;
  const shape: Shape = sizes ?? [table.value.columns];
  const pixels = toPixels(table.value, shape, path);
  if (!pixels.ok) return pixels;
  const isRegression = task === "auto" ? looksContinuous(table.value.labels) : task === "regression";
  const labelled = isRegression ? toTargets(table.value, path) : toClasses(table.value.labels, path);
  if (!labelled.ok) return labelled;
  const { classes, labels, targets } = labelled.value;
  const hash = createFingerprint("csv").add(JSON.stringify([shape, classes, share, seed]));
  hash.add(pixels.value).add(labels).add(targets);
  const parts = drawParts(isRegression ? new Int32Array(table.value.rows) : labels, share, seed);
  const part = (members: Uint32Array): MemoryPart => {
    if (!isRegression) return pick({ pixels: pixels.value, labels }, members);
    const rows = pick({ pixels: pixels.value, labels: new Int32Array(table.value.rows) }, members);
    const own = Float32Array.from(members, (member) => targets[member] as number);
    return { pixels: rows.pixels, labels: [], targets: own };
  };
  return ok(
    memoryDataset({
      source: parsed.source,
      title: path,
      shape,
      classes,
      ...(isRegression ? { targetShape: [1] } : {}),
      train: part(parts.train),
      test: part(parts.test),
      fingerprint: hash.hex(),
    }),
  );
}

/** The file itself, or the one table in a folder. */
async function onlyTable(files: FileSource): Promise<Result<string>> {
  const listed = await listFiles(files);
  if (!listed.ok) return listed;
  const tables = listed.value.filter((path) => files.isFile === true || /\.(csv|tsv|txt)$/i.test(path));
  const only = tables[0];
  if (tables.length === 1 && only !== undefined) return ok(only);
  return fail(problem(dataMessages, "data/not-a-file", { path: files.name }, { place: files.name }));
}

/** Vectors as they are; images scaled to 0..1 where they are 0..255, and turned from `C × H × W` to channels last. */
function toPixels(table: CsvTable, shape: Shape, path: string): Result<Uint8Array | Float32Array> {
  const { rows, columns, values, lines, names } = table;
  if (shape.length === 1 && shape[0] === columns) return ok(values);
  if (elements(shape) !== columns) {
    const wrong = { path, columns, shape: formatShape(shape), wanted: elements(shape) };
    return fail(problem(readerMessages, "csv/shape", { path }, wrong));
  }
  let largest = 0;
  let isWhole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0 || value > 255) {
      const line = lines[Math.floor(i / columns)] as number;
      const wrong = { path, cell: value, line, column: names[i % columns] as string };
      return fail(problem(readerMessages, "csv/pixel-range", { path: `${path}:${line}` }, wrong));
    }
    if (value > largest) largest = value;
    if (!Number.isInteger(value)) isWhole = false;
  }
  const [channels = 1, height = 1, width = 1] = shape;
  const area = height * width;
  const isBytes = largest > 1 && isWhole;
  const out = isBytes ? new Uint8Array(values.length) : new Float32Array(values.length);
  const scale = largest > 1 && !isBytes ? 1 / 255 : 1;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i++)
        out[row * columns + i * channels + c] = (values[row * columns + c * area + i] as number) * scale;
    }
  }
  return ok(out);
}

/** Numbers with fractions, or so many different whole ones that they are no classes. */
function looksContinuous(labels: readonly string[]): boolean {
  const numbers = labels.map(csvNumber);
  if (numbers.some((value) => Number.isNaN(value))) return false;
  if (numbers.some((value) => !Number.isInteger(value))) return true;
  return new Set(numbers).size > Math.max(2, Math.min(1000, labels.length / 2));
}

interface Labelled {
  readonly classes: readonly string[];
  readonly labels: Int32Array;
  readonly targets: Float32Array;
}

/** Classes in the order of their numbers, or of their names where one is no number. */
function toClasses(cells: readonly string[], path: string): Result<Labelled> {
  const distinct = [...new Set(cells)];
  const areNumbers = distinct.every((cell) => !Number.isNaN(csvNumber(cell)));
  const classes = areNumbers ? distinct.sort((a, b) => Number(a) - Number(b)) : distinct.sort();
  if (classes.length < 2) {
    const values = { place: path, count: classes.length };
    return fail(problem(readerMessages, "class/too-few", { path }, values));
  }
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const labels = Int32Array.from(cells, (cell) => labelOf.get(cell) as number);
  return ok({ classes, labels, targets: new Float32Array(0) });
}

function toTargets({ labels: cells, lines }: CsvTable, path: string): Result<Labelled> {
  const targets = Float32Array.from(cells, csvNumber);
  const problems: Problem[] = [];
  const wrong = targets.findIndex((value) => Number.isNaN(value));
  if (wrong >= 0) {
    const line = lines[wrong] as number;
    const values = { path, cell: cells[wrong] as string, line, column: "label" };
    problems.push(problem(readerMessages, "csv/not-a-number", { path: `${path}:${line}` }, values));
  }
  return problems.length > 0 ? fail(...problems) : ok({ classes: [], labels: new Int32Array(0), targets });
}
