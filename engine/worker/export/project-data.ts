/** Data for a project that trains elsewhere: generated sets travel as files, since no other tool can draw them. */
import type { Dataset, Split } from "../../data/types.ts";
import { textFile } from "../../targets/support/files.ts";
import type { ExportFile, ExportInput } from "../../targets/support/types.ts";
import { writeSafetensors } from "../../targets/weights/safetensors-write.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import { ok, type Result } from "../../tensor/problem.ts";
import { isMap } from "../../tensor/shape.ts";

type ProjectData = NonNullable<ExportInput["data"]>;
type Open = (source: string) => Promise<Result<Dataset>>;

const CHUNK = 1024;

/** Where the data of a training project is, or the data itself where it is generated; nothing where none is named. */
export async function projectData(
  { document, data }: ExportInput,
  open: Open,
): Promise<Result<Pick<ExportInput, "data">>> {
  const { source } = data ?? { source: document.training.data };
  if (!source.startsWith("builtin:")) return ok(data === undefined ? {} : { data });
  const opened = await open(source);
  if (!opened.ok) return opened;
  const generated = await asFiles(opened.value, source);
  await opened.value.close();
  return ok({ data: { ...data, ...generated } });
}

async function asFiles(dataset: Dataset, source: string): Promise<ProjectData> {
  const { shape, fingerprint, task } = dataset.info;
  const [channels = 0, height = 0, width = 0] = shape;
  const common = { origin: source, fingerprint };
  if (task === "classification" && isMap(shape) && channels === 1)
    return { ...common, source: "idx:data", files: await idxFiles(dataset, height, width) };
  if (task === "classification" && channels === 3 && height === 32 && width === 32)
    return { ...common, source: "cifar10:data", files: await cifarFiles(dataset) };
  return { ...common, source: "tensors:data", files: await tensorFiles(dataset) };
}

/** All samples in order: pixels channels last, as bytes. */
async function bytesOf(split: Split, size: number): Promise<{ pixels: Uint8Array; labels: Int32Array }> {
  const pixels = new Uint8Array(split.length * size);
  for (let start = 0; start < split.length; start += CHUNK) {
    const { pixels: part } = await split.read(rangeOf(start, Math.min(split.length, start + CHUNK)));
    part.forEach((value, i) => {
      pixels[start * size + i] = Math.round(value * 255);
    });
  }
  return { pixels, labels: await split.labels() };
}

const rangeOf = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, i) => start + i);

/** The header of an IDX file of unsigned bytes: 0 0 8 rank, then big-endian sizes. */
function idxHeader(...sizes: readonly number[]): Uint8Array {
  const header = new Uint8Array(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  const view = new DataView(header.buffer);
  for (const [axis, size] of sizes.entries()) view.setUint32(4 + 4 * axis, size);
  return header;
}

async function idxFiles(
  { info, ...parts }: Dataset,
  height: number,
  width: number,
): Promise<readonly ExportFile[]> {
  const files: ExportFile[] = [textFile("data/classes.txt", `${info.classes.join("\n")}\n`)];
  for (const [name, split] of [
    ["train", parts.train],
    ["t10k", parts.test],
  ] as const) {
    const { pixels, labels } = await bytesOf(split, height * width);
    files.push(
      { path: `data/${name}-images-idx3-ubyte`, chunks: [idxHeader(split.length, height, width), pixels] },
      { path: `data/${name}-labels-idx1-ubyte`, chunks: [idxHeader(split.length), Uint8Array.from(labels)] },
    );
  }
  return files;
}

/** Records of a label and 3 × 32 × 32 bytes, channel by channel. */
async function cifarFiles({ info, ...parts }: Dataset): Promise<readonly ExportFile[]> {
  const plane = 32 * 32;
  const files: ExportFile[] = [textFile("data/batches.meta.txt", `${info.classes.join("\n")}\n`)];
  for (const [name, split] of [
    ["data_batch_1", parts.train],
    ["test_batch", parts.test],
  ] as const) {
    const { pixels, labels } = await bytesOf(split, 3 * plane);
    const records = new Uint8Array(split.length * (1 + 3 * plane));
    labels.forEach((label, row) => {
      const at = row * (1 + 3 * plane);
      records[at] = label;
      for (let i = 0; i < 3 * plane; i++)
        records[at + 1 + (i % 3) * plane + Math.floor(i / 3)] = pixels[row * 3 * plane + i] ?? 0;
    });
    files.push({ path: `data/${name}.bin`, chunks: [records] });
  }
  return files;
}

/** Floats as they are, channels first; one channel alone, whose layout is the same first and last. */
async function tensorFiles({ info, ...parts }: Dataset): Promise<readonly ExportFile[]> {
  const files: ExportFile[] = [];
  for (const [name, split] of [
    ["train", parts.train],
    ["test", parts.test],
  ] as const) {
    const { pixels, targets, count } = await split.read(rangeOf(0, split.length));
    if (targets === undefined || info.targetShape === undefined || (info.shape[0] ?? 0) !== 1)
      throw new Error(`${info.source} has no form as tensors.`);
    const tensors = new Map<string, WeightArray>([
      ["pixels", { shape: [count, ...info.shape], data: pixels }],
      ["targets", { shape: [count, ...info.targetShape], data: targets }],
    ]);
    files.push({ path: `data/${name}.safetensors`, chunks: [writeSafetensors(tensors)] });
  }
  return files;
}
