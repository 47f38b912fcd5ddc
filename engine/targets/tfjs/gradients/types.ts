/** Gradients of tfjs kernels. The Node build of tfjs-core registers none, and its own have gaps, so these are ours. */
import type { Tensor } from "@tensorflow/tfjs-core";

/** Attributes of a kernel call, as tfjs names them. */
export type KernelAttributes = Readonly<Record<string, unknown>>;
/** Gradients by input name, each computed only when something upstream wants it. */
export type LazyGradients = Readonly<Record<string, () => Tensor>>;

export interface KernelGradient {
  /** Inputs kept until the backward pass, in the order of `saved`; then outputs. Saving costs memory: only what is read. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly boolean[];
  /** Keeps all inputs of a kernel that takes a list. */
  readonly all?: true;
  /** The gradient reads shapes alone of what is saved: its data may go at once. */
  readonly shapesOnly?: true;
  /** A product of its two inputs: the gradient of each reads the data of the other alone. */
  readonly crossed?: true;
  gradients(dy: Tensor, saved: readonly Tensor[], attrs: KernelAttributes): LazyGradients;
}
/** By kernel name. */
export type GradientTable = Readonly<Record<string, KernelGradient>>;
