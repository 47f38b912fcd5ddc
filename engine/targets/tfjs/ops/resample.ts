/** Resampling along both axes by two small matrices: adaptive pooling and interpolation, with exact gradients. */
import type { Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

/** Row `i` holds the weights of the inputs in output `i`. */
export interface Resampling {
  readonly inputs: number;
  readonly outputs: number;
  /** `outputs × inputs`. */
  readonly weights: Float32Array;
}

function fillRows(
  inputs: number,
  outputs: number,
  fill: (row: Float32Array, output: number) => void,
): Resampling {
  const weights = new Float32Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    fill(weights.subarray(output * inputs, (output + 1) * inputs), output);
  }
  return { inputs, outputs, weights };
}

/** Means over the bins `[floor(i n/m), ceil((i+1) n/m))` of PyTorch's adaptive pooling; they may overlap. */
export const adaptiveBins = (inputs: number, outputs: number): Resampling =>
  fillRows(inputs, outputs, (row, i) => {
    const start = Math.floor((i * inputs) / outputs);
    const end = Math.ceil(((i + 1) * inputs) / outputs);
    row.fill(1 / (end - start), start, end);
  });

/** Linear interpolation between half-pixel centres, clamped at the borders (`align_corners=False`). */
export const linearInterpolation = (inputs: number, scale: number): Resampling =>
  fillRows(inputs, inputs * scale, (row, i) => {
    const centre = Math.max(0, (i + 0.5) / scale - 0.5);
    const low = Math.floor(centre);
    const high = Math.min(low + 1, inputs - 1);
    row[low] = (row[low] ?? 0) + 1 - (centre - low);
    row[high] = (row[high] ?? 0) + (centre - low);
  });

/** `[…, inputs]` to `[…, outputs]`, the last axis. */
function alongLast(x: tf.Tensor, { inputs, outputs, weights }: Resampling): tf.Tensor {
  const matrix = tf.transpose(tf.tensor2d(weights, [outputs, inputs]));
  const rows = tf.reshape(x, [x.size / inputs, inputs]);
  return tf.reshape(tf.matMul(rows, matrix), [...x.shape.slice(0, -1), outputs]);
}

/** `[batch, H, W, C]` to `[batch, rows.outputs, columns.outputs, C]`. */
export function resample(x: Tensor4D, rows: Resampling, columns: Resampling): Tensor4D {
  const wide = alongLast(tf.transpose(x, [0, 1, 3, 2]), columns); // batch, H, C, W'
  const tall = alongLast(tf.transpose(wide, [0, 3, 2, 1]), rows); // batch, W', C, H'
  return tf.transpose(tall, [0, 3, 1, 2]) as Tensor4D;
}

/** Repeats every row and column. */
export function repeatPixels(x: Tensor4D, scale: readonly [number, number]): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const apart = tf.reshape(x, [batch * height, 1, width, 1, channels]);
  const spread = tf.mul(apart, tf.ones([1, scale[0], 1, scale[1], 1]));
  return tf.reshape(spread, [batch, height * scale[0], width * scale[1], channels]);
}
