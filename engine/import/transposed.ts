/** Kernels of transposed convolutions: rows and columns of zeros that a program wrote into them to reach a size. */
import type { Pair } from "../layers/param.ts";
import type { WeightArray } from "../targets/weights/types.ts";

/** Zero rows and columns at the end of a kernel `[in, out, kh, kw]`; one of each is left. */
export function zerosBehind({ shape, data }: WeightArray): Pair {
  const [, , height = 1, width = 1] = shape;
  const used: [number, number] = [0, 0];
  for (const [index, value] of data.entries()) {
    if (value === 0) continue;
    used[0] = Math.max(used[0], Math.floor(index / width) % height);
    used[1] = Math.max(used[1], index % width);
  }
  return [height - 1 - used[0], width - 1 - used[1]];
}

/** A kernel `[a, b, kh, kw]` without its last rows and columns. */
export function cutBehind({ shape, data }: WeightArray, cut: Pair): WeightArray {
  const [first = 0, second = 0, height = 0, width = 0] = shape;
  if (cut[0] === 0 && cut[1] === 0) return { shape, data };
  const [h, w] = [height - cut[0], width - cut[1]];
  const out = new Float32Array(first * second * h * w);
  for (let plane = 0; plane < first * second; plane++)
    for (let y = 0; y < h; y++) {
      const from = (plane * height + y) * width;
      out.set(data.subarray(from, from + w), (plane * h + y) * w);
    }
  return { shape: [first, second, h, w], data: out };
}

/** Rows and columns of zeros before a kernel `[a, b, kh, kw]`. */
export function shifted({ shape, data }: WeightArray, before: Pair): WeightArray {
  const [first = 0, second = 0, height = 0, width = 0] = shape;
  if (before[0] === 0 && before[1] === 0) return { shape, data };
  const [h, w] = [height + before[0], width + before[1]];
  const out = new Float32Array(first * second * h * w);
  for (let plane = 0; plane < first * second; plane++)
    for (let y = 0; y < height; y++) {
      const from = (plane * height + y) * width;
      out.set(data.subarray(from, from + width), plane * h * w + (y + before[0]) * w + before[1]);
    }
  return { shape: [first, second, h, w], data: out };
}
