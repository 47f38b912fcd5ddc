/** Activations that a backend may compute together with the layer in front of them (`engine/kernels`). */
import type { ExpandedNode } from "../../../blocks/types.ts";
import type { LayerKind } from "../../../layers/index.ts";
import type { ResolvedParams } from "../../../layers/param.ts";
import { hasKernel } from "./fused.ts";

export interface Activation {
  readonly kind: LayerKind;
  /** Slope or level of the negative side, at least 0; 0 where there is none. */
  readonly alpha: number;
}

/** Those whose gradient follows from the value alone: the number `alpha` of each. */
const ALPHA: { readonly [K in LayerKind]?: (params: ResolvedParams) => unknown } = {
  relu: () => 0,
  relu6: () => 0,
  leakyRelu: ({ slope }) => slope,
  elu: ({ alpha }) => alpha,
  sigmoid: () => 0,
  tanh: () => 0,
};

/** The kernel of each layer that takes an activation along. */
const KERNELS: { readonly [K in LayerKind]?: string } = {
  conv2d: "ConvolutionActivated",
  depthwiseConv2d: "ConvolutionActivated",
  dense: "LinearActivated",
};

/** `null` where `node` is no such activation; a negative side that rises to the left would hide which side it was. */
export function activationOf({ kind, params }: ExpandedNode): Activation | null {
  const alpha = ALPHA[kind]?.(params);
  return typeof alpha === "number" && alpha >= 0 ? { kind, alpha } : null;
}

export const takesActivation = ({ kind }: ExpandedNode): boolean => KERNELS[kind] !== undefined;

/** Whether the current backend computes the layer and an activation in one. */
export function activatesHere({ kind }: ExpandedNode): boolean {
  const kernel = KERNELS[kind];
  return kernel !== undefined && hasKernel(kernel);
}

/** Attributes of a kernel for them; none where there is no activation. */
export const activationAttributes = (activation: Activation | null): Readonly<Record<string, unknown>> =>
  activation === null ? {} : { activation: activation.kind, alpha: activation.alpha };
