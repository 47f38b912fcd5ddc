/** Kernels that reduce axes, and softmax. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { ofOutput } from "./arithmetic.ts";
import type { GradientTable, KernelAttributes } from "./types.ts";

/** Shape of the result with the reduced axes kept at size 1. */
function keptShape(x: Tensor, { axis }: KernelAttributes): number[] {
  const axes = tf.util.parseAxisParam(axis as number | number[], x.shape);
  return x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
}

/** Repeats the gradient of a reduction over the reduced axes. */
const spread = (dy: Tensor, x: Tensor, attrs: KernelAttributes, factor: number): Tensor =>
  tf.mul(tf.reshape(dy, keptShape(x, attrs)), tf.fill(x.shape, factor));

export const reductionGradients: GradientTable = {
  Sum: {
    inputs: ["x"],
    shapesOnly: true,
    gradients: (dy, [x], attrs) => ({ x: () => spread(dy, x as Tensor, attrs, 1) }),
  },
  Mean: {
    inputs: ["x"],
    shapesOnly: true,
    gradients: (dy, [x], attrs) => ({
      x: () => spread(dy, x as Tensor, attrs, dy.size / (x as Tensor).size),
    }),
  },
  // Over the last axis: y (dy - sum(dy y)).
  Softmax: {
    outputs: [true],
    gradients(dy, [y]) {
      const value = y as Tensor;
      return {
        logits: () => {
          const weighted = tf.mul(dy, value);
          return tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), value));
        },
      };
    },
  },
  LogSoftmax: {
    outputs: [true],
    gradients: (dy, [y]) => ({
      logits: () => tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(y as Tensor))),
    }),
  },
  Expm1: ofOutput((dy, y) => tf.mul(dy, tf.add(y, 1))),
};
