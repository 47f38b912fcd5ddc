/** Gradients of poolings, stock and our own (`engine/kernels`), that are kernels of their own. */
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { runKernel as run } from "../ops/fused.ts";
import type { GradientTable, KernelAttributes } from "./types.ts";

/** Along one axis, the window's length over the length of its part inside the image. */
function clipping(count: number, size: number, kernel: number, stride: number, before: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const start = i * stride - before;
    return kernel / (Math.min(start + kernel, size) - Math.max(start, 0));
  });
}

/**
 * The pooling kernels take the mean over a window's part inside the image, but their gradients divide by the whole
 * window: this makes up for the difference at the borders.
 */
function unclipped(dy: Tensor, x: Tensor4D, { filterSize, strides, pad }: KernelAttributes): Tensor {
  const [size, stride] = [filterSize as [number, number], strides as [number, number]];
  const info = tf.backend_util.computePool2DInfo(x.shape, size, stride, 1, pad as "valid");
  const { padInfo, outHeight, outWidth, inHeight, inWidth } = info;
  if (padInfo.type === "VALID") return dy;
  const rows = clipping(outHeight, inHeight, size[0], stride[0], padInfo.top);
  const columns = clipping(outWidth, inWidth, size[1], stride[1], padInfo.left);
  const factors = tf.mul(tf.tensor4d(rows, [1, outHeight, 1, 1]), tf.tensor4d(columns, [1, 1, outWidth, 1]));
  return tf.mul(dy, factors);
}

export const poolingGradients: GradientTable = {
  MaxPool: {
    inputs: ["x"],
    outputs: [true],
    gradients(dy, saved, { filterSize, strides, pad, dimRoundingMode }) {
      const [input, output] = saved as [Tensor4D, Tensor4D];
      const window = { filterSize, strides, pad, dimRoundingMode };
      return { x: () => run("MaxPoolGrad", { dy, input, output }, window) };
    },
  },
  AvgPool: {
    inputs: ["x"],
    gradients(dy, saved, { filterSize, strides, pad }) {
      const [input] = saved as [Tensor4D];
      const window = { filterSize, strides, pad };
      return { x: () => run("AvgPoolGrad", { dy: unclipped(dy, input, window), input }, window) };
    },
  },
  MaxPooling: {
    inputs: ["x"],
    outputs: [true],
    gradients(dy, saved, { size, stride, padding, dilation, count }) {
      const [x, y] = saved as [Tensor4D, Tensor4D];
      return { x: () => run("MaxPoolingGrad", { dy, x, y }, { size, stride, padding, dilation, count }) };
    },
  },
  AveragePooling: {
    inputs: ["x"],
    shapesOnly: true,
    gradients(dy, saved, { size, stride, padding, count, countIncludePad }) {
      const [x] = saved as [Tensor4D];
      const attrs = { size, stride, padding, count, countIncludePad, inputShape: x.shape };
      return { x: () => run("AveragePoolingGrad", { dy }, attrs) };
    },
  },
  AdaptiveAveragePooling: {
    inputs: ["x"],
    shapesOnly: true,
    gradients(dy, saved, { count }) {
      const [x] = saved as [Tensor4D];
      return { x: () => run("AdaptiveAveragePoolingGrad", { dy }, { count, inputShape: x.shape }) };
    },
  },
};
