/** What is left after `expand`: primitive layers only, in topological order, every expression evaluated. */

import type { NodeId } from "../document/types.ts";
import type { LayerKind } from "../layers/index.ts";
import type { ResolvedParams } from "../layers/param.ts";
import type { Problem } from "../tensor/problem.ts";

/** Canonical path: node names from the outside in, joined by dots, with the index of a repeat (`layer2.1.conv1`). */
export type Path = string;

export interface Wire {
  readonly port: string;
  readonly from: Path;
}

export interface ExpandedNode {
  readonly path: Path;
  readonly kind: LayerKind;
  /** Defaults filled in, expressions evaluated, limits checked. */
  readonly params: ResolvedParams;
  /** In port order, then slot order. */
  readonly inputs: readonly Wire[];
  /** The node ids from the top graph inwards that led here, for the canvas: one for each level. */
  readonly origin: readonly NodeId[];
  /** Repeat index at each level of `origin` (0 where nothing repeats). */
  readonly copies: readonly number[];
  /** Its weights are not trained: it is frozen, or a block around it is. */
  readonly frozen?: true;
}

export interface Expanded {
  /** Topologically sorted; a node comes after all that it reads. */
  readonly nodes: readonly ExpandedNode[];
  /**
   * Where the value of each node of the document ends up, by `origin` joined with `/` and copies ignored (the first
   * copy's inside, the last copy's output): a block shows the shape of the primitive that feeds its output port.
   * For each output port of a block there is also `key#port`.
   */
  readonly outputs: ReadonlyMap<string, Path>;
  /**
   * Nodes of `nodes` that cannot be inferred: an input is missing, a parameter is wrong, or they read from such a node.
   * Their wires are those that exist; their wrong parameters stand at the default.
   */
  readonly broken: ReadonlySet<Path>;
}

export interface Expansion {
  readonly expanded: Expanded;
  readonly problems: readonly Problem[];
}
