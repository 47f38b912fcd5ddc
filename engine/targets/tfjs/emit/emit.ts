/** What a layer kind needs to say to run on tfjs. */
import type { Tensor, Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import type { LayerKind, ParamsOfKind } from "../../../layers/index.ts";
import type { Shape } from "../../../tensor/shape.ts";
import type { Activation } from "../ops/activated.ts";

export interface EmitContext {
  readonly training: boolean;
  /** Inferred, without batch, channels first. */
  readonly outputShape: Shape;
  /** A variable of this node in the executor's layout, by PyTorch's name; reading one it has not is a bug. */
  weight(name: string): Tensor;
  /** The new value of a buffer, assigned after the gradients. Takes the tensor over. */
  setBuffer(name: string, value: Tensor): void;
  /** `x` by a mask of `maskShape` for this node and step: the same numbers on every backend. */
  dropOut(x: Tensor, maskShape: readonly number[], rate: number): Tensor;
  /** To be computed with this layer; only layers that take one along are given one. */
  readonly activation: Activation | null;
}

/**
 * `inputs` in port order, then slot order: `[batch, H, W, C]` for a map, `[batch, N]` for a vector. Runs inside a tidy
 * and must be differentiable in its inputs and weights. Returning an input unchanged is allowed.
 */
export type EmitTfjs<K extends LayerKind> = (
  inputs: readonly Tensor[],
  params: ParamsOfKind<K>,
  context: EmitContext,
) => Tensor;

/** Part of the exhaustive table. */
export type EmitTable<K extends LayerKind> = { readonly [N in K]: EmitTfjs<N> };

/** The only input of a layer with one port. */
export function only(inputs: readonly Tensor[]): Tensor {
  const [x] = inputs;
  if (x === undefined || inputs.length !== 1) throw new Error(`One input expected, not ${inputs.length}.`);
  return x;
}

export const kernelOf = (context: EmitContext): Tensor4D => context.weight("weight") as Tensor4D;
export const vectorOf = (context: EmitContext, name: string): Tensor1D => context.weight(name) as Tensor1D;
