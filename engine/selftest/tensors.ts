/** Between the cases' channels-first arrays and the executor's tensors. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { permuteAxes, toExecutorLayout, toStoredLayout } from "../targets/weights/layout.ts";
import { relativeError } from "./compare.ts";
import type { CaseTensor } from "./types.ts";

const asArray = ({ shape, data }: CaseTensor) => ({ shape, data: Float32Array.from(data) });

/** Activations: `[N, C, H, W]` to `[N, H, W, C]`, `[N, features]` as it is. */
export function activationTensor(from: CaseTensor): Tensor {
  const array = asArray(from);
  const { shape, data } = from.shape.length === 4 ? permuteAxes(array, [0, 2, 3, 1]) : array;
  return tf.tensor(data, [...shape]);
}

export function weightTensor(from: CaseTensor): Tensor {
  const { shape, data } = toExecutorLayout(asArray(from));
  return tf.tensor(data, [...shape]);
}

export async function activationError(tensor: Tensor, reference: CaseTensor): Promise<number> {
  const array = { shape: tensor.shape, data: Float32Array.from(await tensor.data<"float32">()) };
  const { shape, data } = tensor.rank === 4 ? permuteAxes(array, [0, 3, 1, 2]) : array;
  return sameShape(shape, reference) ? relativeError(data, reference.data) : Number.POSITIVE_INFINITY;
}

export async function weightError(tensor: Tensor, reference: CaseTensor): Promise<number> {
  const array = { shape: tensor.shape, data: Float32Array.from(await tensor.data<"float32">()) };
  const { shape, data } = toStoredLayout(array);
  return sameShape(shape, reference) ? relativeError(data, reference.data) : Number.POSITIVE_INFINITY;
}

const sameShape = (shape: readonly number[], reference: CaseTensor): boolean =>
  shape.join() === reference.shape.join();
