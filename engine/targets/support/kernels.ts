/** Kernels rewritten for runtimes that lack groups or dilation. The result computes the same numbers. */
import type { Pair } from "../../layers/param.ts";
import type { WeightArray } from "../weights/types.ts";

const axesOf = ({ shape }: WeightArray): readonly [number, number, number, number] => {
  const [a = 0, b = 0, h = 0, w = 0] = shape;
  return [a, b, h, w];
};

/**
 * A grouped kernel `[out, in/groups, kh, kw]` as a full one `[out, in, kh, kw]`: zero between different groups.
 * For a transposed kernel `[in, out/groups, kh, kw]` the same rule gives `[in, out, kh, kw]`.
 */
export function ungroupedKernel(kernel: WeightArray, groups: number): WeightArray {
  if (groups === 1) return kernel;
  const [first, second, h, w] = axesOf(kernel);
  const block = second * h * w;
  const data = new Float32Array(first * block * groups);
  for (let i = 0; i < first; i++) {
    const group = Math.floor(i / (first / groups));
    data.set(kernel.data.subarray(i * block, (i + 1) * block), (i * groups + group) * block);
  }
  return { shape: [first, second * groups, h, w], data };
}

/** Zeros between the elements, so that a dense window covers what a dilated one does; then zeros up to `atLeast`. */
export function spreadKernel(kernel: WeightArray, dilation: Pair, atLeast: Pair = [1, 1]): WeightArray {
  const [first, second, h, w] = axesOf(kernel);
  const height = Math.max(atLeast[0], dilation[0] * (h - 1) + 1);
  const width = Math.max(atLeast[1], dilation[1] * (w - 1) + 1);
  if (height === h && width === w) return kernel;
  const data = new Float32Array(first * second * height * width);
  for (let plane = 0; plane < first * second; plane++) {
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const to = (plane * height + y * dilation[0]) * width + x * dilation[1];
        data[to] = kernel.data[(plane * h + y) * w + x] ?? 0;
      }
    }
  }
  return { shape: [first, second, height, width], data };
}
