import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

/** Sums what broadcasting had repeated: the gradient of a tensor of `shape` from that of the broadcast result. */
export function sumTo(dy: Tensor, shape: readonly number[]): Tensor {
  const lead = dy.rank - shape.length;
  const repeated = dy.shape.flatMap((size, axis) => {
    const own = axis < lead ? 1 : (shape[axis - lead] as number);
    return axis < lead || (own === 1 && size !== 1) ? [axis] : [];
  });
  return repeated.length === 0 ? dy : tf.reshape(tf.sum(dy, repeated), [...shape]);
}
