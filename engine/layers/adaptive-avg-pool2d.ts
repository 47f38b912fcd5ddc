import { formatShape, isMap } from "../tensor/shape.ts";
import { formatPair } from "./format.ts";
import { type Pair, pair } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

/** Largest bin when `size` pixels are divided into `count` bins `[floor(i n/m), ceil((i+1) n/m))`, as PyTorch does. */
function largestBin(size: number, count: number): number {
  if (size % count === 0) return size / count;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const length = Math.ceil(((i + 1) * size) / count) - Math.floor((i * size) / count);
    largest = Math.max(largest, length);
  }
  return largest;
}

export const adaptiveAvgPool2d = defineLayer({
  family: "pooling",
  title: "Adaptive Avg Pool 2D",
  summary:
    "Divides the image into a fixed number of rows and columns of almost equal bins and takes the mean of each, whatever the input size. " +
    "It lets a network with a dense head, such as VGG, take images of any size. Bins overlap where the sizes do not divide evenly.",
  params: {
    size: pair({
      label: "Output size",
      help: "Height and width of the result.",
      default: [1, 1],
      min: 1,
      max: 65_536,
      unit: "px",
    }),
  },
  inputs: [{ name: "in" }],
  infer: (p, [shape = []]) =>
    isMap(shape)
      ? inferred(shape[0], p.size[0], p.size[1])
      : refused("needs-map", { shape: formatShape(shape) }),
  weights: () => [],
  macs: () => 0,
  // Bins differ by a pixel where sizes do not divide: the largest one stands for all, placed on the first one's centre.
  window(p, [shape = []]) {
    if (p.size[0] === 1 && p.size[1] === 1) return "all";
    const size: Pair = [shape[1] ?? 1, shape[2] ?? 1];
    const both = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];
    const kernel = both((axis) => largestBin(size[axis], p.size[axis]));
    return {
      kernel,
      stride: both((axis) => size[axis] / p.size[axis]),
      padding: both((axis) => (kernel[axis] - Math.ceil(size[axis] / p.size[axis])) / 2),
      dilation: [1, 1],
    };
  },
  brief: (p) => `to ${formatPair(p.size)}`,
});
