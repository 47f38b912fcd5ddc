/** Sums and joins whose gradients need none of the operands kept, which stock tfjs keeps for their shapes alone. */
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

/** `[…, C]` plus `[C]`. */
export const addBias = (x: Tensor, bias: Tensor1D): Tensor =>
  tf.customGrad((...args) => {
    const [input, offset] = args as [Tensor, Tensor1D];
    const gradFunc = (dy: Tensor) => [dy, tf.sum(dy, [...dy.shape.keys()].slice(0, -1))];
    return { value: tf.add(input, offset), gradFunc };
  })(x, bias);

/** Tensors of one shape. */
export const addAll = (inputs: readonly Tensor[]): Tensor =>
  tf.customGrad((...args) => {
    const terms = args.slice(0, inputs.length) as Tensor[];
    return { value: tf.addN(terms), gradFunc: (dy: Tensor) => terms.map(() => dy) };
  })(...inputs);

/** Along the channels, the last axis of maps and vectors alike. */
export const concatChannels = (inputs: readonly Tensor[]): Tensor =>
  tf.customGrad((...args) => {
    const parts = args.slice(0, inputs.length) as Tensor[];
    const sizes = parts.map((part) => part.shape[part.rank - 1] as number);
    return { value: tf.concat(parts, -1), gradFunc: (dy: Tensor) => tf.split(dy, sizes, dy.rank - 1) };
  })(...inputs);
