/** A few samples of each class as tiles, for a person to look at. */
import { createRandom, permutation } from "../tensor/random.ts";
import { elements, isMap, type Shape } from "../tensor/shape.ts";
import type { DatasetInfo, Samples, Split } from "./types.ts";

export interface SampleGrid {
  /** Index in the split of each tile. */
  readonly indices: Int32Array;
  /** Class of each tile; empty for regression. */
  readonly labels: Int32Array;
  readonly width: number;
  readonly height: number;
  /** `tiles × height × width × 4`, RGBA. */
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/**
 * `perClass` samples of each class, class after class, drawn by `seed`; for a regression `perClass` samples in all. Null for
 * vectors, which are no images.
 */
export async function sampleGrid(
  info: DatasetInfo,
  split: Split,
  { perClass, seed = 0 }: { readonly perClass: number; readonly seed?: number },
): Promise<SampleGrid | null> {
  if (!isMap(info.shape)) return null;
  const labels = await split.labels();
  const groups = Array.from({ length: Math.max(1, info.classes.length) }, (): number[] => []);
  for (const index of permutation(split.length, createRandom(seed, "sample-grid"))) {
    const group = groups[labels[index] ?? 0];
    if (group !== undefined && group.length < perClass) group.push(index);
  }
  return samplesAsTiles(info, await split.read(groups.flat()));
}

/** Samples as they were read (0..1), one tile each; null for vectors. */
export function samplesAsTiles(info: DatasetInfo, samples: Samples): SampleGrid | null {
  if (!isMap(info.shape)) return null;
  const [, height, width] = info.shape;
  const { indices, labels, pixels } = samples;
  return { indices, labels, width, height, rgba: toRgba(pixels, info.shape) };
}

/**
 * `count × H × W × C` values in 0..1 as RGBA bytes. One channel is grey, three are RGB; of any other number the first is
 * shown as grey.
 */
export function toRgba(pixels: Float32Array, shape: Shape): Uint8Array<ArrayBuffer> {
  const channels = shape[0] ?? 1;
  const count = (pixels.length / Math.max(1, elements(shape))) * elements(shape.slice(1));
  const rgba = new Uint8Array(count * 4).fill(255);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) {
      const value = pixels[i * channels + (channels === 3 ? c : 0)] as number;
      rgba[i * 4 + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  return rgba;
}
