/** The executor's contract: a model of tfjs variables and operations, built from an expanded graph. */
import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { Path } from "../../blocks/types.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { WeightPath, Weights } from "../weights/types.ts";
import type { DropoutDraw } from "./dropout.ts";

export type { WeightArray, WeightPath, Weights } from "../weights/types.ts";

export interface ForwardOptions {
  readonly training: boolean;
  /** What masks are drawn from: the same on every backend. Needed in training where there is a dropout. */
  readonly dropout?: DropoutDraw;
  /** Nodes whose activations are wanted, NHWC, kept alive for the caller. */
  readonly capture?: ReadonlySet<Path>;
  /**
   * Tensors added to the outputs of nodes. With zeros, the gradient with respect to a probe is the gradient with
   * respect to that node's activation (Grad-CAM, health of gradients).
   */
  readonly probes?: ReadonlyMap<Path, Tensor>;
}
/** A new value for a buffer. */
export interface BufferUpdate {
  readonly buffer: Variable;
  readonly value: Tensor;
}
export interface ForwardResult {
  /**
   * `[batch, N]` or `[batch, H, W, C]`. Where the network ends in softmax this is still its input (the logits), so that
   * the loss is computed stably; `predict` applies it.
   */
  readonly logits: Tensor;
  readonly captured: ReadonlyMap<Path, Tensor>;
  /**
   * Assigns the new running statistics of batch norm; call after the gradients, inside the same tidy. Where it is not
   * called (a step that is thrown away), the model frees them at its next forward pass or when it is disposed.
   */
  readonly applyUpdates: () => void;
  /** The same updates, for those who apply them by other means and then drop them. */
  readonly updates: readonly BufferUpdate[];
  readonly dropUpdates: () => void;
}

export interface Model {
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly endsInSoftmax: boolean;
  /** Trainable, in graph order. tfjs layout. */
  readonly variables: ReadonlyMap<WeightPath, Variable>;
  /** Whether training draws masks. */
  readonly hasDropout: boolean;
  /** Running statistics. */
  readonly buffers: ReadonlyMap<WeightPath, Variable>;
  /** `x` is `[batch, H, W, C]`, or `[batch, N]` for a vector input. Call inside `tf.tidy`. */
  forward(x: Tensor, options: ForwardOptions): ForwardResult;
  /** Outputs as a person reads them: probabilities where the loss is cross-entropy. Values of all samples, row by row. */
  predict(x: Tensor, as: "probabilities" | "raw"): Tensor;
  /** In PyTorch's layout, trainable tensors and buffers. */
  readWeights(): Promise<Weights>;
  /** Rejects nothing: what does not match by path and shape is returned by name and left as it was. */
  writeWeights(weights: Weights): {
    readonly missing: readonly WeightPath[];
    readonly unexpected: readonly WeightPath[];
    readonly mismatched: readonly WeightPath[];
  };
  dispose(): void;
}
