/** `cifar10:DIR`: the binary version of CIFAR-10. A record is a label and 3 × 32 × 32 bytes, channel by channel. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { listFiles, readFile, readUnpacked } from "../files.ts";
import { createFingerprint } from "../fingerprint.ts";
import { blobFiles, type MemoryPart, memoryDataset } from "../memory.ts";
import { type ParsedSource, readOptions } from "../source.ts";
import { drawParts } from "../split.ts";
import type { Dataset, FileSource } from "../types.ts";
import { absentClasses, pick } from "./classes.ts";
import { readerMessages } from "./messages.ts";
import { untar } from "./untar.ts";

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE;
const NAMES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

interface Part {
  /** `count × 32 × 32 × 3`. */
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

export async function openCifar10(parsed: ParsedSource, place: FileSource): Promise<Result<Dataset>> {
  const options = readOptions(parsed);
  const share = options.fraction("test", 0.2, 0.01, 0.9);
  const seed = options.int("seed", 0, 0, Number.MAX_SAFE_INTEGER);
  const checked = options.check();
  if (!checked.ok) return checked;
  const unpacked = await unpackedFiles(place);
  if (!unpacked.ok) return unpacked;
  const files = unpacked.value;
  const listed = await listFiles(files);
  if (!listed.ok) return listed;
  const paths = listed.value;
  const find = (name: string): string | undefined =>
    paths.find((path) => path.split("/").at(-1)?.toLowerCase() === name);
  const batches = [1, 2, 3, 4, 5].map((number) => find(`data_batch_${number}.bin`));
  const there = batches.filter((path) => path !== undefined);
  if (there.length === 0) return fail(whyMissing(files.name, paths));
  const names = await classNames(files, find("batches.meta.txt"));
  if (!names.ok) return names;
  const train = await readRecords(files, there);
  if (!train.ok) return train;
  const testPath = find("test_batch.bin");
  const test = testPath === undefined ? null : await readRecords(files, [testPath]);
  if (test !== null && !test.ok) return test;
  const warnings = [...absentClasses(train.value.labels, names.value, files.name)];
  const warn = (
    code: "cifar10/batches" | "cifar10/no-test",
    values: Record<string, string | number>,
  ): void => {
    warnings.push(problem(readerMessages, code, { path: files.name, severity: "warning" }, values));
  };
  if (there.length < batches.length) {
    const missing = batches.flatMap((path, i) => (path === undefined ? [`data_batch_${i + 1}.bin`] : []));
    warn("cifar10/batches", { found: there.length, missing: missing.join(", ") });
  }
  const hash = createFingerprint("cifar10").add(names.value.join("\n"));
  hash.add(train.value.pixels).add(train.value.labels);
  let parts: { readonly train: MemoryPart; readonly test: MemoryPart } = {
    train: train.value,
    test: test?.value ?? train.value,
  };
  if (test === null) {
    const drawn = drawParts(train.value.labels, share, seed);
    parts = { train: pick(train.value, drawn.train), test: pick(train.value, drawn.test) };
    hash.add(JSON.stringify([share, seed]));
    warn("cifar10/no-test", { place: files.name, count: drawn.test.length });
  } else hash.add(test.value.pixels).add(test.value.labels);
  const dataset = memoryDataset({
    source: parsed.source,
    title: "CIFAR-10",
    shape: [3, SIDE, SIDE],
    classes: names.value,
    ...parts,
    fingerprint: hash.hex(),
  });
  return { ok: true, value: dataset, warnings };
}

/** The place, or what is in the archive there where nobody has unpacked it. */
async function unpackedFiles(place: FileSource): Promise<Result<FileSource>> {
  const listed = await listFiles(place);
  if (!listed.ok) return listed;
  const archive = listed.value.find((path) => /cifar-10-binary\.(tar\.gz|tgz|tar)$/i.test(path));
  if (archive === undefined || listed.value.some((path) => /data_batch_\d\.bin$/i.test(path)))
    return ok(place);
  const bytes = await readUnpacked(place, archive);
  if (!bytes.ok) return bytes;
  const entries = untar(bytes.value, archive);
  return entries.ok ? ok(blobFiles(place.name, entries.value)) : entries;
}

function whyMissing(place: string, paths: readonly string[]): Problem {
  const archive = paths.find((path) => /cifar-10.*\.(tar\.gz|tgz|tar|zip)$/i.test(path));
  if (paths.some((path) => /(^|\/)data_batch_\d$/.test(path)))
    return problem(readerMessages, "cifar10/pickle", { path: place }, { place });
  if (archive !== undefined)
    return problem(readerMessages, "cifar10/archive", { path: archive }, { place, path: archive });
  return problem(readerMessages, "cifar10/missing", { path: place }, { place });
}

async function classNames(files: FileSource, path: string | undefined): Promise<Result<readonly string[]>> {
  if (path === undefined) return ok(NAMES);
  const bytes = await readFile(files, path);
  if (!bytes.ok) return bytes;
  const lines = new TextDecoder().decode(bytes.value).split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (names.length === NAMES.length) return ok(names);
  return fail(problem(readerMessages, "cifar10/names", { path }, { path, count: names.length }));
}

async function readRecords(files: FileSource, paths: readonly string[]): Promise<Result<Part>> {
  const read: Uint8Array[] = [];
  for (const path of paths) {
    const bytes = await readUnpacked(files, path);
    if (!bytes.ok) return bytes;
    const length = bytes.value.length;
    if (length === 0 || length % RECORD !== 0)
      return fail(problem(readerMessages, "cifar10/length", { path }, { path, bytes: length }));
    for (let at = 0; at < length; at += RECORD) {
      const label = bytes.value[at] as number;
      if (label < NAMES.length) continue;
      const values = { path, index: at / RECORD, label };
      return fail(problem(readerMessages, "cifar10/label-range", { path }, values));
    }
    read.push(bytes.value);
  }
  const count = read.reduce((sum, bytes) => sum + bytes.length / RECORD, 0);
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Int32Array(count);
  let row = 0;
  for (const bytes of read) {
    for (let at = 0; at < bytes.length; at += RECORD, row++) {
      labels[row] = bytes[at] as number;
      const to = row * 3 * PLANE;
      for (let i = 0; i < PLANE; i++) {
        for (let c = 0; c < 3; c++) pixels[to + i * 3 + c] = bytes[at + 1 + c * PLANE + i] as number;
      }
    }
  }
  return ok({ pixels, labels });
}
