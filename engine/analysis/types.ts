/** Everything derived from a document, in one value. Pure and synchronous. */

import type { Expanded, Path } from "../blocks/types.ts";
import type { BlockId, NodeId } from "../document/types.ts";
import type { Problem } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";

export interface NodeShapes {
  /** One for each wire, in port order, then slot order. */
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
  /** Pixels that a unit sees, beyond the image's border included; of the whole image where `whole`. */
  readonly size: readonly [number, number];
  /** Distance between neighbouring units, in input pixels. */
  readonly jump: readonly [number, number];
  /** Input coordinate of the first unit's centre; the first pixel's centre is 0. */
  readonly start: readonly [number, number];
  readonly whole: boolean;
}
export interface Totals extends NodeCost {
  /** Of `params`, those of frozen layers: they are not trained. */
  readonly frozenParams: number;
  /**
   * The most bytes that tensors take at any moment of a training step: weights, optimiser slots (tensors of a weight's
   * size, 2 for Adam), and the values and gradients that are still read; and where weights are not updated in place, as on
   * WebGPU they are, what an update takes besides.
   */
  readonly trainingBytes: (batchSize: number, optimizerSlots: number, updateInPlace?: boolean) => number;
}
/** A block where it stands, or one copy of a repeated block: what the canvas and the summary show as one. */
export interface BlockView {
  /** `layer1`, and `layer1.0` for a copy. */
  readonly path: Path;
  readonly block: BlockId;
  readonly title: string;
  readonly origin: readonly NodeId[];
  /** Index of the copy; `null` for the block as a whole, all its copies together. */
  readonly copy: number | null;
  /** Indices into `expanded.nodes`, ascending. */
  readonly members: readonly number[];
  readonly cost: NodeCost;
  /** The layer whose value is that of its first output port. */
  readonly output?: Path;
}
export interface Analysis {
  readonly expanded: Expanded;
  /** Nodes downstream of a problem are absent. */
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  readonly costs: ReadonlyMap<Path, NodeCost>;
  readonly fields: ReadonlyMap<Path, ReceptiveField>;
  /** By path; nested ones included. */
  readonly blocks: ReadonlyMap<Path, BlockView>;
  readonly totals: Totals;
  readonly problems: readonly Problem[];
  /** No problem of severity `error`: it can be built, trained and exported. */
  readonly valid: boolean;
}
