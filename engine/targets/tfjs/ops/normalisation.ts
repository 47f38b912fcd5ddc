/** Normalisations with closed-form gradients: a few passes instead of the two dozen that autodiff would record. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { hasKernel, runKernels } from "./fused.ts";

export interface BatchMoments {
  /** `[C]`. */
  readonly mean: Tensor1D;
  /** `[C]`, divided by the number of values, as normalising uses it. */
  readonly variance: Tensor1D;
}

/** The same as below by two kernels of `engine/kernels`, on backends that have them. */
function batchNormFused(
  x: Tensor2D,
  scale: Tensor1D,
  shift: Tensor1D,
  epsilon: number,
): { readonly value: Tensor2D; readonly moments: BatchMoments } {
  let moments: BatchMoments | null = null;
  const normalise = tf.customGrad((...args) => {
    const [input, gain, offset, save] = args as [Tensor2D, Tensor1D, Tensor1D, (saved: Tensor[]) => void];
    const inputs = { x: input, scale: gain, shift: offset };
    const outputs = runKernels("BatchNormTraining", inputs, { epsilon });
    const [value, mean, variance, inverse] = outputs as [Tensor2D, Tensor1D, Tensor1D, Tensor1D];
    moments = { mean: tf.keep(mean), variance: tf.keep(variance) };
    save([input, mean, inverse, gain]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [own, centre, inv, g] = saved as [Tensor, Tensor, Tensor, Tensor];
      const given = { dy, x: own, mean: centre, inverse: inv, scale: g };
      return runKernels("BatchNormTrainingGrad", given, {});
    };
    return { value, gradFunc };
  });
  const value = normalise(x, scale, shift) as Tensor2D;
  if (moments === null) throw new Error("Batch norm computed no moments.");
  return { value, moments };
}

/**
 * Batch norm in training over rows `[N, C]`: `(x - mean)/sqrt(var + epsilon)*scale + shift`. The moments are kept for
 * the caller, who disposes them.
 *
 * Gradient (Ioffe and Szegedy 2015, section 3): with `n` the normalised input,
 * `dx = scale/sqrt(var + epsilon) * (dy - mean(dy) - n*mean(dy*n))`.
 */
export function batchNormTraining(
  x: Tensor2D,
  scale: Tensor1D,
  shift: Tensor1D,
  epsilon: number,
): { readonly value: Tensor2D; readonly moments: BatchMoments } {
  if (hasKernel("BatchNormTraining")) return batchNormFused(x, scale, shift, epsilon);
  let moments: BatchMoments | null = null;
  const normalise = tf.customGrad((...args) => {
    const [input, gain, offset, save] = args as [Tensor2D, Tensor1D, Tensor1D, (saved: Tensor[]) => void];
    const rows = input.shape[0];
    const mean = tf.div(tf.sum(input, 0), rows) as Tensor1D;
    const centred = tf.sub(input, mean);
    const variance = tf.div(tf.sum(tf.square(centred), 0), rows) as Tensor1D;
    moments = { mean: tf.keep(mean), variance: tf.keep(variance) };
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const normalised = tf.mul(centred, inverse);
    save([normalised, inverse, gain]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [n, inv, g] = saved as [Tensor2D, Tensor1D, Tensor1D];
      const count = dy.shape[0] as number;
      const dShift = tf.sum(dy, 0);
      const dScale = tf.sum(tf.mul(dy, n), 0);
      const spread = tf.sub(tf.sub(dy, tf.div(dShift, count)), tf.mul(n, tf.div(dScale, count)));
      return [tf.mul(spread, tf.mul(g, inv)), dScale, dShift];
    };
    return { value: tf.add(tf.mul(normalised, gain), offset), gradFunc };
  });
  const value = normalise(x, scale, shift) as Tensor2D;
  if (moments === null) throw new Error("Batch norm computed no moments.");
  return { value, moments };
}

/** Batch norm in use over `[…, C]`: one factor and one offset for each channel. */
export function batchNormInference(
  x: Tensor,
  mean: Tensor1D,
  variance: Tensor1D,
  affine: { readonly scale: Tensor1D; readonly shift: Tensor1D } | null,
  epsilon: number,
): Tensor {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  /** What is not read again goes at once: each of these is as large as the value. */
  const then = (earlier: Tensor, f: (y: Tensor) => Tensor): Tensor => {
    const value = f(earlier);
    earlier.dispose();
    return value;
  };
  const normalised = then(tf.sub(x, mean), (centred) => tf.mul(centred, inverse));
  if (affine === null) return normalised;
  const scaled = then(normalised, (y) => tf.mul(y, affine.scale));
  return then(scaled, (y) => tf.add(y, affine.shift));
}

/** Every row of `[N, M]` to mean 0 and variance 1. The gradient is batch norm's along the other axis. */
export const standardiseRows = (x: Tensor2D, epsilon: number): Tensor2D =>
  tf.customGrad((...args) => {
    const [input, save] = args as [Tensor2D, (saved: Tensor[]) => void];
    const centred = tf.sub(input, tf.mean(input, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const value = tf.mul(centred, inverse);
    save([value, inverse]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [n, inv] = saved as [Tensor2D, Tensor2D];
      const common = tf.mean(dy, 1, true);
      const along = tf.mul(n, tf.mean(tf.mul(dy, n), 1, true));
      return tf.mul(tf.sub(tf.sub(dy, common), along), inv);
    };
    return { value, gradFunc };
  })(x) as Tensor2D;

/**
 * `x / (k + alpha/size * sum of squares over the channels c - size/2 … c + (size-1)/2)^beta` over `[batch, H, W, C]`
 * (torch.nn.LocalResponseNorm).
 */
export function localResponseNorm(
  x: Tensor4D,
  p: { readonly size: number; readonly alpha: number; readonly beta: number; readonly k: number },
): Tensor4D {
  const alpha = p.alpha / p.size;
  if (p.size % 2 === 1) return tf.localResponseNormalization(x, (p.size - 1) / 2, p.k, alpha, p.beta);
  // An even window is not symmetric, which tfjs cannot say: a matrix with a band of ones sums it.
  const channels = x.shape[3];
  const band = new Float32Array(channels * channels);
  for (let c = 0; c < channels; c++) {
    const end = Math.min(channels, c + p.size / 2);
    for (let j = Math.max(0, c - p.size / 2); j < end; j++) band[j * channels + c] = 1;
  }
  const squares = tf.reshape(tf.square(x), [x.size / channels, channels]);
  const sums = tf.matMul(squares, tf.tensor2d(band, [channels, channels]));
  const base = tf.add(tf.mul(sums, alpha), p.k);
  return tf.mul(x, tf.reshape(tf.exp(tf.mul(tf.log(base), -p.beta)), x.shape));
}
