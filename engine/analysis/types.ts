/** Everything derived from a document, in one value. Pure and synchronous. */

import type { Expanded, Path } from "../blocks/types.ts";
import type { Problem } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";

export interface NodeShapes {
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}
export interface NodeCost {
  readonly params: number;
  readonly buffers: number;
  /** Multiply-accumulates of one sample. */
  readonly macs: number;
  /** Bytes of the output of one sample. */
  readonly activationBytes: number;
}
/** Height, then width, in input pixels. `whole` where a unit sees the entire input. */
export interface ReceptiveField {
  readonly size: readonly [number, number];
  /** Distance between neighbouring units, in input pixels. */
  readonly jump: readonly [number, number];
  /** Input coordinate of the first unit's centre. */
  readonly start: readonly [number, number];
  readonly whole: boolean;
}
export interface Totals extends NodeCost {
  /** Estimate for one training step: weights, gradients, optimiser slots and activations kept for the gradient. */
  readonly trainingBytes: (batchSize: number, optimizerSlots: number) => number;
}
export interface Analysis {
  readonly expanded: Expanded;
  /** Nodes downstream of a problem are absent. */
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  readonly costs: ReadonlyMap<Path, NodeCost>;
  readonly fields: ReadonlyMap<Path, ReceptiveField>;
  readonly totals: Totals;
  readonly problems: readonly Problem[];
  /** No problem of severity `error`: it can be built, trained and exported. */
  readonly valid: boolean;
}
