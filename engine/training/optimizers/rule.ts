/** What one optimiser does to one parameter, apart from where its slots are kept. */
import type { Tensor } from "@tensorflow/tfjs-core";

/** New value of a parameter and of its slots, in the order of `slots`. */
export interface Updated {
  readonly parameter: Tensor;
  readonly slots: readonly Tensor[];
}
export type Update = (parameter: Tensor, gradient: Tensor, slots: readonly Tensor[]) => Updated;

export interface UpdateRule {
  /** PyTorch's names of the state kept for each parameter; all start as zeros. */
  readonly slots: readonly string[];
  /** The update of step `step` (from 1) with its scalars made once for all parameters. Call inside `tf.tidy`. */
  prepare(step: number, lr: number): Update;
}
