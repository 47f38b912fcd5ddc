/** Kernels that only some backends have (`engine/kernels`), in place of several operations. */
import type { NamedAttrMap, NamedTensorMap, Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

export const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined;

type Attributes = Readonly<Record<string, unknown>>;
type Inputs = Readonly<Record<string, Tensor>>;

export const runKernel = (name: string, inputs: Inputs, attrs: Attributes): Tensor =>
  tf.engine().runKernel(name, inputs as NamedTensorMap, attrs as unknown as NamedAttrMap) as Tensor;

/** A kernel with several outputs. */
export const runKernels = (name: string, inputs: Inputs, attrs: Attributes) =>
  tf.engine().runKernel(name, inputs as NamedTensorMap, attrs as unknown as NamedAttrMap) as Tensor[];
