/** Data sets and files that are already in memory: for a browser where files were dropped, and for tests. */
import { elements, type Shape } from "../tensor/shape.ts";
import { createFingerprint } from "./fingerprint.ts";
import { arraySplit } from "./split.ts";
import type { Dataset, DatasetInfo, FileSource, Fit, Normalization, Split } from "./types.ts";

export interface MemoryPart {
  /** `count × H × W × C` (channels last): bytes, or floats in 0..1; `count × N` floats for tables. */
  readonly pixels: Uint8Array | Float32Array;
  /** One a sample; empty for regression. */
  readonly labels: ArrayLike<number>;
  /** `count × elements(targetShape)`, channels last, for regression. */
  readonly targets?: Float32Array;
}

export interface MemoryOptions {
  readonly source?: string;
  readonly title: string;
  /** `[C, H, W]` or `[N]`. */
  readonly shape: Shape;
  /** Empty: a regression. */
  readonly classes: readonly string[];
  readonly targetShape?: Shape;
  readonly normalization?: Normalization;
  readonly fit?: Fit;
  readonly train: MemoryPart;
  readonly test: MemoryPart;
  /** Otherwise computed over all values. */
  readonly fingerprint?: string;
}

/** A data set over arrays. Throws where the arrays' lengths do not agree with the shape, which is a bug of the caller. */
export function memoryDataset(options: MemoryOptions): Dataset {
  const { shape, classes, train, test } = options;
  const info: DatasetInfo = {
    source: options.source ?? "memory:",
    title: options.title,
    task: classes.length > 0 ? "classification" : "regression",
    shape,
    classes,
    fingerprint: options.fingerprint ?? fingerprintOf(options),
    ...(options.targetShape === undefined ? {} : { targetShape: options.targetShape }),
    ...(options.normalization === undefined ? {} : { normalization: options.normalization }),
    ...(options.fit === undefined ? {} : { fit: options.fit }),
  };
  return {
    info,
    train: partSplit(train, options),
    test: partSplit(test, options),
    close: async () => {},
  };
}

function partSplit(part: MemoryPart, { shape, classes, targetShape }: MemoryOptions): Split {
  const sampleSize = elements(shape);
  const length = part.pixels.length / sampleSize;
  const labels = Int32Array.from(part.labels);
  if (!Number.isInteger(length)) throw new RangeError("pixels hold a broken number of samples");
  if (labels.length !== (classes.length > 0 ? length : 0)) throw new RangeError("labels do not match pixels");
  if (labels.some((label) => label < 0 || label >= classes.length))
    throw new RangeError("a label has no class");
  if (targetShape !== undefined && part.targets?.length !== length * elements(targetShape))
    throw new RangeError("targets do not match pixels");
  return arraySplit({
    pixels: part.pixels,
    sampleSize,
    length,
    labels,
    ...(part.targets === undefined ? {} : { targets: part.targets }),
  });
}

function fingerprintOf({ shape, classes, train, test }: MemoryOptions): string {
  const hash = createFingerprint("memory").add(JSON.stringify([shape, classes]));
  for (const part of [train, test]) {
    hash
      .add(part.pixels)
      .add(Int32Array.from(part.labels))
      .add(part.targets ?? "");
  }
  return hash.hex();
}

export interface NamedBlob {
  /** Relative path with `/`, for example `cats/1.png`. */
  readonly path: string;
  readonly blob: Blob;
}

/** Dropped files as a place with files; bytes are read when they are needed. */
export function blobFiles(name: string, entries: readonly NamedBlob[]): FileSource {
  const blobs = new Map(entries.map(({ path, blob }) => [path, blob]));
  const folders = new Set<string>();
  for (const path of blobs.keys()) {
    for (let cut = path.lastIndexOf("/"); cut > 0; cut = path.lastIndexOf("/", cut - 1))
      folders.add(path.slice(0, cut));
  }
  const find = (path: string): Blob => {
    const blob = blobs.get(path);
    if (blob === undefined) throw new Error(`no file ${path}`);
    return blob;
  };
  return {
    name,
    list: async () => [...blobs.keys()].sort(),
    folders: async () => [...folders].sort(),
    size: async (path) => find(path).size,
    read: async (path, start = 0, end) =>
      new Uint8Array(
        await find(path)
          .slice(start, end ?? find(path).size)
          .arrayBuffer(),
      ),
  };
}
