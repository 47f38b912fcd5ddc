/** `idx:DIR`: MNIST, Fashion-MNIST and whatever comes in their format. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { listFiles, readFile, readUnpacked } from "../files.ts";
import { createFingerprint } from "../fingerprint.ts";
import { type MemoryPart, memoryDataset } from "../memory.ts";
import { type ParsedSource, readOptions } from "../source.ts";
import { drawParts } from "../split.ts";
import type { Dataset, FileSource } from "../types.ts";
import { absentClasses, pick } from "./classes.ts";
import { type IdxImages, parseIdxImages, parseIdxLabels } from "./idx.ts";
import { readerMessages } from "./messages.ts";

const FASHION = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

/** `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`, `emnist-letters-test-images-idx3-ubyte`, in any folder. */
const NAME =
  /(?:^|[/_-])(train|training|t10k|test)[-_](images|labels)(?:[-.]idx[13])?(?:[-.]ubyte|[-.]idx)?(\.gz)?$/i;

interface Part {
  readonly images: IdxImages;
  readonly labels: Uint8Array;
  readonly labelsPath: string;
}

export async function openIdx(parsed: ParsedSource, files: FileSource): Promise<Result<Dataset>> {
  const options = readOptions(parsed);
  const share = options.fraction("test", 0.2, 0.01, 0.9);
  const seed = options.int("seed", 0, 0, Number.MAX_SAFE_INTEGER);
  const checked = options.check();
  if (!checked.ok) return checked;
  const listed = await listFiles(files);
  if (!listed.ok) return listed;
  const paths = namedFiles(listed.value);
  const train = await readPart(files, paths, "train");
  if (!train.ok) return train;
  const hasTest = paths.has("test images") || paths.has("test labels");
  const test = hasTest ? await readPart(files, paths, "test") : null;
  if (test !== null && !test.ok) return test;
  const named = await classNames(files, listed.value, train.value);
  if (!named.ok) return named;
  const problems = checkParts(train.value, test?.value ?? null, named.value);
  if (problems.length > 0) return fail(...problems);
  return build(parsed.source, files.name, train.value, test?.value ?? null, named.value, share, seed);
}

/** The files by what they are (`train images`); the shallowest wins, and a plain file before its packed copy. */
function namedFiles(paths: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const depth = (path: string): number => path.split("/").length + (path.endsWith(".gz") ? 0.5 : 0);
  for (const path of [...paths].sort((a, b) => depth(a) - depth(b))) {
    const match = NAME.exec(path);
    if (match === null) continue;
    const part = match[1]?.toLowerCase().startsWith("train") ? "train" : "test";
    const key = `${part} ${match[2]?.toLowerCase()}`;
    if (!found.has(key)) found.set(key, path);
  }
  return found;
}

async function readPart(
  files: FileSource,
  paths: ReadonlyMap<string, string>,
  part: "train" | "test",
): Promise<Result<Part>> {
  const find = (what: "images" | "labels"): Result<string> => {
    const path = paths.get(`${part} ${what}`);
    if (path !== undefined) return ok(path);
    const example = `${part === "train" ? "train" : "t10k"}-${what}-idx${what === "images" ? 3 : 1}-ubyte`;
    const values = {
      place: files.name,
      wanted: `${part === "train" ? "training" : "test"} ${what}`,
      example,
    };
    return fail(problem(readerMessages, "idx/missing-file", { path: files.name }, values));
  };
  const imagesPath = find("images");
  const labelsPath = find("labels");
  if (!imagesPath.ok) return imagesPath;
  if (!labelsPath.ok) return labelsPath;
  const imageBytes = await readUnpacked(files, imagesPath.value);
  if (!imageBytes.ok) return imageBytes;
  const images = parseIdxImages(imageBytes.value, imagesPath.value);
  if (!images.ok) return images;
  const labelBytes = await readUnpacked(files, labelsPath.value);
  if (!labelBytes.ok) return labelBytes;
  const labels = parseIdxLabels(labelBytes.value, labelsPath.value);
  if (!labels.ok) return labels;
  if (images.value.count !== labels.value.length) {
    const values = {
      images: imagesPath.value,
      imageCount: images.value.count,
      labels: labelsPath.value,
      labelCount: labels.value.length,
    };
    return fail(problem(readerMessages, "idx/count-mismatch", { path: labelsPath.value }, values));
  }
  return ok({ images: images.value, labels: labels.value, labelsPath: labelsPath.value });
}

/** From `classes.txt` (a name a line); Fashion-MNIST's by its folder's name; otherwise the numbers. */
async function classNames(
  files: FileSource,
  paths: readonly string[],
  train: Part,
): Promise<Result<readonly string[]>> {
  const path = paths.find((name) => /(^|\/)classes\.txt$/i.test(name));
  if (path !== undefined) {
    const bytes = await readFile(files, path);
    if (!bytes.ok) return bytes;
    const lines = new TextDecoder().decode(bytes.value).split(/\r?\n/);
    return ok(lines.map((line) => line.trim()).filter((line) => line !== ""));
  }
  const largest = train.labels.reduce((most, label) => Math.max(most, label), 0);
  if (/fashion/i.test(files.name) && largest < FASHION.length) return ok(FASHION);
  return ok(Array.from({ length: largest + 1 }, (_, label) => String(label)));
}

function checkParts(train: Part, test: Part | null, classes: readonly string[]): readonly Problem[] {
  const problems: Problem[] = [];
  const size = ({ images }: Part): string => `${images.height}×${images.width}`;
  if (test !== null && size(train) !== size(test)) {
    const values = { train: size(train), test: size(test) };
    problems.push(problem(readerMessages, "idx/size-mismatch", { path: test.labelsPath }, values));
  }
  for (const part of test === null ? [train] : [train, test]) {
    const index = part.labels.findIndex((label) => label >= classes.length);
    if (index < 0) continue;
    const values = {
      path: part.labelsPath,
      label: part.labels[index] as number,
      index,
      classes: classes.length,
      last: classes.length - 1,
    };
    problems.push(problem(readerMessages, "idx/label-range", { path: part.labelsPath }, values));
  }
  if (new Set(train.labels).size < 2) {
    const values = { place: train.labelsPath, count: new Set(train.labels).size };
    problems.push(problem(readerMessages, "class/too-few", { path: train.labelsPath }, values));
  }
  return problems;
}

function build(
  source: string,
  place: string,
  train: Part,
  test: Part | null,
  classes: readonly string[],
  share: number,
  seed: number,
): Result<Dataset> {
  const { height, width } = train.images;
  const fingerprint = createFingerprint("idx").add(JSON.stringify([height, width, classes]));
  fingerprint.add(train.images.pixels).add(train.labels);
  if (test !== null) fingerprint.add(test.images.pixels).add(test.labels);
  else fingerprint.add(JSON.stringify([share, seed]));
  const warnings = [...absentClasses(train.labels, classes, place)];
  const whole = (part: Part): MemoryPart => ({ pixels: part.images.pixels, labels: part.labels });
  let parts = { train: whole(train), test: whole(test ?? train) };
  if (test === null) {
    const drawn = drawParts(train.labels, share, seed);
    parts = { train: pick(whole(train), drawn.train), test: pick(whole(train), drawn.test) };
    const values = { place, count: drawn.test.length };
    warnings.push(problem(readerMessages, "idx/no-test-files", { path: place, severity: "warning" }, values));
  }
  const dataset = memoryDataset({
    source,
    title: place,
    shape: [1, height, width],
    classes,
    ...parts,
    fingerprint: fingerprint.hex(),
  });
  return { ok: true, value: dataset, warnings };
}
