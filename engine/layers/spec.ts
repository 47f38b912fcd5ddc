/** What is true of a layer kind in every framework. Targets are tables elsewhere. */

import { LIMITS } from "../tensor/limits.ts";
import type { Values } from "../tensor/problem.ts";
import { formatShape, isMap, isVector, type Shape } from "../tensor/shape.ts";
import type { LayerIssueCode } from "./messages.ts";
import type { ParamsOf, ParamTable } from "./param.ts";

export type Family =
  | "io"
  | "convolution"
  | "pooling"
  | "normalisation"
  | "activation"
  | "dense"
  | "combine"
  | "shape"
  | "regularisation";

export interface InputPort {
  readonly name: string;
  /** Takes any number of wires from `min` up, ordered by their slot; at most one such port, and then the only one. */
  readonly variadic?: true;
  /** Fewest wires a variadic port needs. */
  readonly min?: number;
}

/** Why shapes do not fit: the rule with its numbers. `analysis` turns it into a `Problem` with fixes. */
export interface ShapeIssue {
  /** Key of `layerMessages`. */
  readonly code: LayerIssueCode;
  readonly port?: string;
  readonly values: Values;
}
export type Inferred =
  | { readonly ok: true; readonly shape: Shape }
  | { readonly ok: false; readonly issue: ShapeIssue };

export type Initializer =
  | "pytorch"
  | "xavier-uniform"
  | "xavier-normal"
  | "he-uniform"
  | "he-normal"
  | "normal"
  | "constant";

/** One stored tensor in PyTorch's layout: conv `[out, in/groups, kh, kw]`, transposed conv `[in, out/groups, kh, kw]`, dense `[out, in]`. */
export interface WeightSpec {
  /** PyTorch's name: `weight`, `bias`, `running_mean`, `running_var`. */
  readonly name: string;
  readonly shape: Shape;
  /** Buffers (`running_*`) are stored but not trained, and counted apart. */
  readonly trainable: boolean;
  /**
   * As `torch.nn.init._calculate_fan_in_and_fan_out` has them for a kernel: `size(1) * area` and `size(0) * area`;
   * a bias carries its kernel's fans, and what is initialised to a constant carries 1.
   */
  readonly fanIn: number;
  readonly fanOut: number;
  /** How the first values are drawn; `pytorch` means uniform in ±1/sqrt(fanIn) for kernels and biases. */
  readonly init: {
    readonly type: Initializer;
    readonly std?: number;
    readonly value?: number;
    readonly mean?: number;
  };
  /** Weight decay applies to all trainable tensors, as in PyTorch. */
}

/**
 * Geometry of a sliding window, for the receptive field and the teaching figures. Height, then width.
 * `padding` is what lies before the first row and column. Layers that enlarge have a stride below 1 and may have a
 * fractional padding, chosen so that the usual recurrences hold:
 * `size += d(k-1) * jump`, `start += (d(k-1)/2 - p) * jump`, `jump *= s`.
 */
export interface WindowGeometry {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** A line of arithmetic with this node's numbers, for example `floor((224 + 2*0 - 11)/4) + 1 = 54`. */
export interface FormulaLine {
  readonly what: "height" | "width" | "channels" | "features" | "parameters" | "macs";
  readonly text: string;
}

export interface LayerSpec<T extends ParamTable = ParamTable> {
  readonly family: Family;
  /** English title, the field's standard term: `Conv 2D`. */
  readonly title: string;
  /** One paragraph of two to four sentences: what it computes and what it is for. */
  readonly summary: string;
  readonly params: T;
  readonly inputs: readonly InputPort[];
  /** `infer` is total: it is called with one shape for each wire, in slot order, each a valid shape. */
  infer(params: ParamsOf<T>, inputs: readonly Shape[]): Inferred;
  /** Called only with inputs that `infer` accepted. */
  weights(params: ParamsOf<T>, inputs: readonly Shape[]): readonly WeightSpec[];
  /** Multiply-accumulates of one sample. Zero for layers that the field does not count (activations, pooling, normalisation). */
  macs(params: ParamsOf<T>, inputs: readonly Shape[], output: Shape): number;
  /** Receptive-field geometry; absent where each output sees only its own position. `"all"`: every output sees everything. */
  window?(params: ParamsOf<T>, inputs: readonly Shape[]): WindowGeometry | "all";
  /** The arithmetic written out. */
  formula?(params: ParamsOf<T>, inputs: readonly Shape[], output: Shape): readonly FormulaLine[];
  /** The short line on the node, for example `3×3 · stride 2 · pad 1`; empty when there is nothing to say. */
  brief?(params: ParamsOf<T>): string;
}

/** Keeps the parameter table's type while checking the rest. */
export const defineLayer = <const T extends ParamTable>(spec: LayerSpec<T>): LayerSpec<T> => spec;

const fits = (shape: Shape): boolean => {
  const limit = isVector(shape) ? LIMITS.features : LIMITS.dimension;
  return shape.every((size) => Number.isSafeInteger(size) && size >= 1 && size <= limit);
};

/** Accepts a result shape, or refuses it where a size is outside the limits, so that no kind has to check by itself. */
export function inferred(...shape: readonly number[]): Inferred {
  if (!isMap(shape) && !isVector(shape)) return refused("needs-input", {});
  if (fits(shape)) return { ok: true, shape };
  const limit = isVector(shape) ? LIMITS.features : LIMITS.dimension;
  return refused("too-large", { shape: formatShape(shape), limit });
}

export const refused = (code: LayerIssueCode, values: Values, port = "in"): Inferred => ({
  ok: false,
  issue: { code, port, values },
});
