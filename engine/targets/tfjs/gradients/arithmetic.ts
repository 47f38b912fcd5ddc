/** Elementwise arithmetic, with broadcasting for two operands. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { hasKernel, runKernel } from "../ops/fused.ts";
import { sumTo } from "./broadcast.ts";
import type { GradientTable, KernelGradient } from "./types.ts";

type Saved = readonly Tensor[];
const numbers = (condition: Tensor): Tensor => tf.cast(condition, "float32");

/** Of two operands, from the gradients before broadcasting is undone. */
const binary = (
  left: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
  right: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
): KernelGradient => ({
  inputs: ["a", "b"],
  gradients(dy, saved: Saved) {
    const [a, b] = saved as [Tensor, Tensor];
    return {
      a: () => sumTo(left(dy, a, b), a.shape),
      b: () => sumTo(right(dy, a, b), b.shape),
    };
  },
});

/** Of one operand, from the derivative as a function of the input. */
const ofInput = (gradient: (dy: Tensor, x: Tensor) => Tensor): KernelGradient => ({
  inputs: ["x"],
  gradients: (dy, [x]) => ({ x: () => gradient(dy, x as Tensor) }),
});

/** Of one operand, from the derivative as a function of the value: the input need not be kept. */
export const ofOutput = (gradient: (dy: Tensor, y: Tensor) => Tensor): KernelGradient => ({
  outputs: [true],
  gradients: (dy, [y]) => ({ x: () => gradient(dy, y as Tensor) }),
});

export const arithmeticGradients: GradientTable = {
  Add: {
    ...binary(
      (dy) => dy,
      (dy) => dy,
    ),
    shapesOnly: true,
  },
  Sub: {
    ...binary(
      (dy) => dy,
      (dy) => tf.neg(dy),
    ),
    shapesOnly: true,
  },
  Multiply: {
    ...binary(
      (dy, _a, b) => tf.mul(dy, b),
      (dy, a) => tf.mul(dy, a),
    ),
    crossed: true,
  },
  RealDiv: binary(
    (dy, _a, b) => tf.div(dy, b),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  AddN: {
    all: true,
    shapesOnly: true,
    gradients: (dy, saved) => Object.fromEntries(saved.map((_, i) => [String(i), () => tf.clone(dy)])),
  },
  ClipByValue: {
    inputs: ["x"],
    gradients: (dy, [x], { clipValueMin, clipValueMax }) => ({
      x: () => {
        const above = tf.greaterEqual(x as Tensor, clipValueMin as number);
        return tf.mul(dy, numbers(tf.logicalAnd(above, tf.lessEqual(x as Tensor, clipValueMax as number))));
      },
    }),
  },
  Select: {
    inputs: ["condition"],
    gradients: (dy, [condition]) => ({
      condition: () => tf.zerosLike(numbers(condition as Tensor)),
      t: () => tf.mul(dy, numbers(condition as Tensor)),
      e: () => tf.mul(dy, numbers(tf.logicalNot(condition as Tensor))),
    }),
  },
  // Ties go to the first operand, so that a fold over several gives the gradient to one of them.
  Maximum: binary(
    (dy, a, b) => tf.mul(dy, numbers(tf.greaterEqual(a, b))),
    (dy, a, b) => tf.mul(dy, numbers(tf.less(a, b))),
  ),
  Minimum: binary(
    (dy, a, b) => tf.mul(dy, numbers(tf.lessEqual(a, b))),
    (dy, a, b) => tf.mul(dy, numbers(tf.greater(a, b))),
  ),
  Abs: ofInput((dy, x) => tf.mul(dy, tf.sign(x))),
  Square: ofInput((dy, x) => tf.mul(dy, tf.mul(x, 2))),
  Log: ofInput((dy, x) => tf.div(dy, x)),
  Neg: { gradients: (dy) => ({ x: () => tf.neg(dy) }) },
  Exp: ofOutput((dy, y) => tf.mul(dy, y)),
  Sqrt: ofOutput((dy, y) => tf.div(dy, tf.mul(y, 2))),
  Rsqrt: ofOutput((dy, y) => tf.mul(dy, tf.mul(tf.mul(y, tf.square(y)), -0.5))),
  // The value is never negative: its sign is the derivative.
  Relu: ofOutput((dy, y) =>
    hasKernel("ReluOutputGrad") ? runKernel("ReluOutputGrad", { dy, y }, {}) : tf.mul(dy, tf.sign(y)),
  ),
  Sigmoid: ofOutput((dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  Tanh: ofOutput((dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  // The mask is drawn again: nothing of the input's size is kept.
  Dropout: {
    inputs: ["key", "step"],
    gradients: (dy, [key, step], attrs) => ({
      x: () => runKernel("Dropout", { x: dy, key: key as Tensor, step: step as Tensor }, attrs),
    }),
  },
  LeakyRelu: {
    inputs: ["x"],
    gradients: (dy, [x], { alpha }) => ({
      x: () => tf.where(tf.greater(x as Tensor, 0), dy, tf.mul(dy, alpha as number)),
    }),
  },
  Prelu: {
    inputs: ["x", "alpha"],
    gradients(dy, saved) {
      const [x, alpha] = saved as [Tensor, Tensor];
      const positive = tf.greater(x, 0);
      return {
        x: () => tf.where(positive, dy, tf.mul(dy, alpha)),
        alpha: () => sumTo(tf.mul(dy, tf.minimum(x, 0)), alpha.shape),
      };
    },
  },
};
