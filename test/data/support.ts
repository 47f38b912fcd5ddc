/** Files in memory and the bytes of small data sets for the tests of the readers. */
import { gzipSync } from "node:zlib";
import { encode as encodePng } from "fast-png";
import jpeg from "jpeg-js";
import { createNodeDecoder } from "../../cli/data/decoder.ts";
import { blobFiles } from "../../engine/data/memory.ts";
import { openDataset } from "../../engine/data/open.ts";
import type { DataPorts, Dataset, OpenOptions } from "../../engine/data/types.ts";
import { ok, type Problem, type Result } from "../../engine/tensor/problem.ts";

export type Files = Readonly<Record<string, Uint8Array | string>>;

/** Ports over files in memory; every place is the same folder, named as the place. */
export async function memoryPorts(files: Files, reports: Problem[] = []): Promise<DataPorts> {
  const entries = Object.entries(files).map(([path, bytes]) => ({
    path,
    blob: new Blob([typeof bytes === "string" ? bytes : bytes.slice()]),
  }));
  return {
    files: async (place) => ok(blobFiles(place, entries)),
    decoder: await createNodeDecoder({ sharp: false }),
    report: (problem) => reports.push(problem),
  };
}

export const openFiles = async (
  source: string,
  files: Files,
  options: OpenOptions = {},
): Promise<Result<Dataset>> => openDataset(source, await memoryPorts(files), options);

/** The value, or a failure of the test that shows the problems. */
export function expectOk<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(result.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return result.value;
}

export const codes = <T>(result: Result<T>): readonly string[] =>
  (result.ok ? (result.warnings ?? []) : result.problems).map(({ code }) => code);

/** An IDX header and its values. */
export function idx(sizes: readonly number[], values: ArrayLike<number>, type = 0x08): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, sizes.length]);
  sizes.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  bytes.set(Array.from(values), 4 + 4 * sizes.length);
  return bytes;
}

export const counting = (length: number, from = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (from + i) % 256);

/** Two 2×3 training images a class of two, and two test images. */
export const smallIdx = (): Record<string, Uint8Array> => ({
  "train-images-idx3-ubyte": idx([4, 2, 3], counting(24)),
  "train-labels-idx1-ubyte": idx([4], [0, 1, 1, 0]),
  "t10k-images-idx3-ubyte": idx([2, 2, 3], counting(12, 100)),
  "t10k-labels-idx1-ubyte": idx([2], [1, 0]),
});

export const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

/** CIFAR-10 records; record `i` has the label `labels[i]` and pixel `p` of channel `c` the value `(i + p + 50c) % 256`. */
export function cifarRecords(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * 3073);
  labels.forEach((label, i) => {
    bytes[i * 3073] = label;
    for (let c = 0; c < 3; c++)
      for (let p = 0; p < 1024; p++) bytes[i * 3073 + 1 + c * 1024 + p] = (i + p + 50 * c) % 256;
  });
  return bytes;
}

/** An uncompressed ustar archive. */
export function tar(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks = Object.entries(files).map(([name, bytes]) => {
    const padded = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
    const put = (at: number, text: string) => padded.set(new TextEncoder().encode(text), at);
    put(0, name);
    put(124, `${bytes.length.toString(8).padStart(11, "0")} `);
    put(156, name.endsWith("/") ? "5" : "0");
    put(257, "ustar");
    put(148, "        ");
    const sum = padded.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
    padded.set(bytes, 512);
    return padded;
  });
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

/** A PNG of one colour. */
export const png = (width: number, height: number, rgb: readonly [number, number, number]): Uint8Array =>
  encodePng({
    width,
    height,
    channels: 3,
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3] as number),
  });

export const greyPng = (width: number, height: number, value = 0): Uint8Array =>
  encodePng({ width, height, channels: 1, data: new Uint8Array(width * height).fill(value) });

/** A JPEG of a smooth ramp. */
export function jpg(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set([(i * 7) % 256, (i * 3) % 256, i % 256, 255], i * 4);
  return new Uint8Array(jpeg.encode({ width, height, data }, 90).data);
}

/** Three small images in each of two classes. */
export const smallFolder = (): Record<string, Uint8Array> => ({
  "cats/1.png": png(8, 8, [250, 10, 10]),
  "cats/2.png": png(8, 8, [240, 20, 10]),
  "cats/3.png": png(8, 8, [230, 30, 10]),
  "dogs/1.png": png(8, 8, [10, 10, 250]),
  "dogs/2.png": png(8, 8, [10, 20, 240]),
  "dogs/3.png": png(8, 8, [10, 30, 230]),
});

export const all = (length: number): number[] => Array.from({ length }, (_, index) => index);
