/** Moves of elements that tfjs has no single differentiable operation for on every backend. */
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Pair } from "../../../layers/param.ts";

/** `[batch, H, W, C]`; anything else here is a bug of the caller, as inference comes first. */
export function asMap(x: Tensor): Tensor4D {
  if (x.rank !== 4) throw new Error(`A feature map is expected, not a tensor of shape [${x.shape}].`);
  return x as Tensor4D;
}

/** `[batch, N]`. */
export function asVector(x: Tensor): Tensor2D {
  if (x.rank !== 2) throw new Error(`A vector is expected, not a tensor of shape [${x.shape}].`);
  return x as Tensor2D;
}

/** Rows of C, H, W order: `[batch, H, W, C]` to `[batch, C*H*W]`; a vector stays as it is. */
export function toFeatures(x: Tensor): Tensor2D {
  if (x.rank === 2) return asVector(x);
  const [batch, height, width, channels] = asMap(x).shape;
  const first = height * width === 1 || channels === 1 ? x : tf.transpose(x, [0, 3, 1, 2]);
  return tf.reshape(first, [batch, channels * height * width]);
}

/** The way back: `[batch, C*H*W]` to `[batch, H, W, C]`. */
export function toMap(x: Tensor, channels: number, height: number, width: number): Tensor4D {
  const [batch = 0] = x.shape;
  if (height * width === 1 || channels === 1) return tf.reshape(x, [batch, height, width, channels]);
  return tf.transpose(tf.reshape(x, [batch, channels, height, width]), [0, 2, 3, 1]);
}

/** Keeps every `stride`-th row and column from the first, `count` of each. */
export function subsample(x: Tensor4D, stride: Pair, count: Pair): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (stride[0] === 1 && stride[1] === 1 && count[0] === height && count[1] === width) return x;
  const whole = [count[0] * stride[0], count[1] * stride[1]] as const;
  const cut = tf.slice(
    x,
    [0, 0, 0, 0],
    [batch, Math.min(height, whole[0]), Math.min(width, whole[1]), channels],
  );
  const [, cutHeight, cutWidth] = cut.shape;
  const padded = tf.pad(cut, [
    [0, 0],
    [0, whole[0] - cutHeight],
    [0, whole[1] - cutWidth],
    [0, 0],
  ]);
  const split = tf.reshape<tf.Rank.R4>(padded, [batch * count[0], stride[0], count[1], stride[1] * channels]);
  const kept = tf.slice(split, [0, 0, 0, 0], [batch * count[0], 1, count[1], channels]);
  return tf.reshape(kept, [batch, count[0], count[1], channels]);
}

/** Puts `stride - 1` zeros between neighbours: H becomes `(H - 1)*stride + 1`. */
export function spreadOut(x: Tensor4D, stride: Pair): Tensor4D {
  if (stride[0] === 1 && stride[1] === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = tf.pad(tf.reshape<tf.Rank.R4>(x, [batch * height, 1, width, channels]), [
    [0, 0],
    [0, stride[0] - 1],
    [0, 0],
    [0, 0],
  ]);
  const columns = tf.pad(tf.reshape<tf.Rank.R4>(rows, [batch * height * stride[0], width, 1, channels]), [
    [0, 0],
    [0, 0],
    [0, stride[1] - 1],
    [0, 0],
  ]);
  const spread = tf.reshape<tf.Rank.R4>(columns, [batch, height * stride[0], width * stride[1], channels]);
  const size = [batch, (height - 1) * stride[0] + 1, (width - 1) * stride[1] + 1, channels] as const;
  return tf.slice(spread, [0, 0, 0, 0], [...size]);
}

/**
 * Splits the image into `block[0]*block[1]` interleaved ones along the batch, so that a dilated window becomes a dense
 * one; sizes must be multiples of the block. `gather` is the way back.
 */
export const interleave = (x: Tensor4D, block: Pair): Tensor4D =>
  tf.spaceToBatchND(
    x,
    [...block],
    [
      [0, 0],
      [0, 0],
    ],
  ) as Tensor4D;

export const gather = (x: Tensor4D, block: Pair): Tensor4D =>
  tf.batchToSpaceND(
    x,
    [...block],
    [
      [0, 0],
      [0, 0],
    ],
  ) as Tensor4D;
