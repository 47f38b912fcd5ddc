/** Activations that tfjs lacks or differentiates otherwise than PyTorch. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

type Save = (saved: Tensor[]) => void;

/** An elementwise function with the derivative given as a function of the input and the value. */
function elementwise(
  value: (x: Tensor) => Tensor,
  derivative: (x: Tensor, y: Tensor) => Tensor,
): (x: Tensor) => Tensor {
  return tf.customGrad((...args) => {
    const [x, save] = args as [Tensor, Save];
    const y = value(x);
    save([x, y]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [input, output] = saved as [Tensor, Tensor];
      return tf.mul(dy, derivative(input, output));
    };
    return { value: y, gradFunc };
  });
}

const asNumbers = (condition: Tensor): Tensor => tf.cast(condition, "float32");
const between = (x: Tensor, low: number, high: number): Tensor =>
  asNumbers(tf.logicalAnd(tf.greater(x, low), tf.less(x, high)));

/** Gradient 0 at both corners, as in torch.nn.ReLU6. */
export const relu6 = (x: Tensor): Tensor =>
  elementwise(
    (input) => tf.clipByValue(input, 0, 6),
    (input) => between(input, 0, 6),
  )(x);

/** `alpha (exp(x) - 1)` on the negative side; its derivative there is the value plus alpha. */
export const elu = (x: Tensor, alpha: number): Tensor =>
  elementwise(
    (input) => {
      const negative = tf.mul(tf.expm1(tf.minimum(input, 0)), alpha);
      return tf.add(tf.relu(input), negative);
    },
    (input, value) => tf.where(tf.greater(input, 0), tf.onesLike(value), tf.add(value, alpha)),
  )(x);

/** `tanh(ln(1 + exp(x)))` as `w / (w + 2)` with `w = exp(x) (exp(x) + 2)`; above 20 it is 1 to float32. */
function mishGate(x: Tensor): Tensor {
  const power = tf.exp(tf.minimum(x, 20));
  const w = tf.mul(power, tf.add(power, 2));
  return tf.div(w, tf.add(w, 2));
}

/** Its derivative is `g + x sigmoid(x) (1 - g^2)` with the gate `g`. */
export const mish = (x: Tensor): Tensor =>
  elementwise(
    (input) => tf.mul(input, mishGate(input)),
    (input) => {
      const gate = mishGate(input);
      const slope = tf.mul(tf.mul(input, tf.sigmoid(input)), tf.sub(1, tf.square(gate)));
      return tf.add(gate, slope);
    },
  )(x);

export const silu = (x: Tensor): Tensor =>
  elementwise(
    (input) => tf.mul(input, tf.sigmoid(input)),
    (input, value) => {
      const gate = tf.sigmoid(input);
      return tf.add(gate, tf.mul(value, tf.sub(1, gate)));
    },
  )(x);

/** `min(max(x + 3, 0), 6)/6`. */
export const hardSigmoid = (x: Tensor): Tensor =>
  elementwise(
    (input) => tf.div(tf.clipByValue(tf.add(input, 3), 0, 6), 6),
    (input) => tf.div(between(input, -3, 3), 6),
  )(x);

/** `x hardSigmoid(x)`. */
export const hardSwish = (x: Tensor): Tensor =>
  elementwise(
    (input) => tf.mul(input, tf.div(tf.clipByValue(tf.add(input, 3), 0, 6), 6)),
    (input) => {
      const inside = tf.mul(between(input, -3, 3), tf.add(tf.div(input, 3), 0.5));
      return tf.add(inside, asNumbers(tf.greaterEqual(input, 3)));
    },
  )(x);

/** `x Phi(x)`, with `Phi` the normal distribution; derivative `Phi(x) + x phi(x)`. */
export const gelu = (x: Tensor): Tensor => {
  const phi = (input: Tensor): Tensor => tf.mul(tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1), 0.5);
  return elementwise(
    (input) => tf.mul(input, phi(input)),
    (input) => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(input), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return tf.add(phi(input), tf.mul(input, density));
    },
  )(x);
};

/** `0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))` (Hendrycks and Gimpel 2016). */
export const geluTanh = (x: Tensor): Tensor => {
  const factor = Math.sqrt(2 / Math.PI);
  const bend = (input: Tensor): Tensor =>
    tf.tanh(tf.mul(tf.mul(input, tf.add(tf.mul(tf.square(input), 0.044715), 1)), factor));
  return elementwise(
    (input) => tf.mul(tf.mul(input, 0.5), tf.add(bend(input), 1)),
    (input) => {
      const t = bend(input);
      const inner = tf.mul(tf.add(tf.mul(tf.square(input), 3 * 0.044715), 1), factor);
      const slope = tf.mul(tf.mul(input, 0.5), tf.mul(tf.sub(1, tf.square(t)), inner));
      return tf.add(tf.mul(tf.add(t, 1), 0.5), slope);
    },
  )(x);
};
