/** Normalisation per channel, computed from the training part. */
import { createRandom, permutation } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Dataset, Normalization } from "../types.ts";

/** Samples that are read at most; beyond that a seeded draw of so many stands for all. */
const MOST_SAMPLES = 10_000;
const CHUNK_BYTES = 8 * 1024 * 1024;

/** Values that share a mean: the channels of a map, the features of a vector. */
export const normalizedChannels = (shape: Shape): number => shape[0] ?? 1;

/**
 * Mean and standard deviation (over the population) of each channel of the training part, or what the data set fixes.
 * A channel that never varies gets the deviation 1. Reads in chunks; memory stays flat.
 */
export async function computeNormalization(
  dataset: Dataset,
  options: { readonly limit?: number } = {},
): Promise<Normalization> {
  const { info, train } = dataset;
  if (info.normalization !== undefined) return info.normalization;
  const channels = normalizedChannels(info.shape);
  const size = info.shape.reduce((product, side) => product * side, 1);
  const chosen = sampleOf(train.length, options.limit ?? MOST_SAMPLES);
  const chunk = Math.max(1, Math.floor(CHUNK_BYTES / (4 * size)));
  const count = new Float64Array(channels);
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let start = 0; start < chosen.length; start += chunk) {
    const { pixels } = await train.read(chosen.subarray(start, start + chunk));
    // Two passes over the chunk, then merged (Chan, Golub and LeVeque 1979): exact also far from zero.
    for (let c = 0; c < channels; c++) {
      const n = pixels.length / channels;
      let sum = 0;
      for (let i = c; i < pixels.length; i += channels) sum += pixels[i] as number;
      const own = n === 0 ? 0 : sum / n;
      let spread = 0;
      for (let i = c; i < pixels.length; i += channels) spread += ((pixels[i] as number) - own) ** 2;
      const before = count[c] as number;
      const all = before + n;
      if (all === 0) continue;
      const gap = own - (mean[c] as number);
      mean[c] = (mean[c] as number) + (gap * n) / all;
      squares[c] = (squares[c] as number) + spread + (gap * gap * before * n) / all;
      count[c] = all;
    }
  }
  return {
    mean: [...mean],
    std: Array.from(squares, (sum, c) => deviation(sum, count[c] as number)),
  };
}

const deviation = (squares: number, count: number): number => {
  const std = count === 0 ? 0 : Math.sqrt(squares / count);
  return std < 1e-6 ? 1 : std;
};

/** All indices, or a draw of `limit` of them in ascending order. */
function sampleOf(length: number, limit: number): Uint32Array {
  if (length <= limit) return Uint32Array.from({ length }, (_, index) => index);
  return permutation(length, createRandom(0, "normalization")).subarray(0, limit).slice().sort();
}

/** Normalises `count × H × W × C` or `count × N` values in place. */
export function normalize(pixels: Float32Array, { mean, std }: Normalization): void {
  const channels = mean.length;
  for (let c = 0; c < channels; c++) {
    const shift = mean[c] as number;
    const scale = 1 / (std[c] as number);
    for (let i = c; i < pixels.length; i += channels) pixels[i] = ((pixels[i] as number) - shift) * scale;
  }
}

/** What `normalize` did, undone in place, for showing images. */
export function denormalize(pixels: Float32Array, { mean, std }: Normalization): void {
  const channels = mean.length;
  for (let i = 0; i < pixels.length; i++) {
    const c = i % channels;
    pixels[i] = (pixels[i] as number) * (std[c] as number) + (mean[c] as number);
  }
}
