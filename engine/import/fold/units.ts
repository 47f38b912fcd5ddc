/** The network while regions of it are being folded: layers and blocks that stand where their regions stood. */
import type { LayerKind } from "../../layers/index.ts";
import type { ParamValue } from "../../layers/param.ts";
import type { Foreign, ImportedNetwork, ImportedNode } from "../network.ts";
import type { BlockClass } from "./classes.ts";

export type What =
  | { readonly type: "layer"; readonly kind: LayerKind }
  | { readonly type: "foreign"; readonly foreign: Foreign; readonly source: ImportedNode["source"] }
  | { readonly type: "block"; readonly block: BlockClass };

/** Every unit has one output. */
export interface Unit {
  readonly path: string;
  readonly what: What;
  /** Parameters of a layer, arguments of a block. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Paths of the units it reads, in slot order; one for each port of a block. */
  readonly inputs: readonly string[];
  /** Copies of a block in a chain. */
  readonly repeat?: number;
  /** Whether all its weights are not to be trained; `null` where it has none. */
  readonly frozen: boolean | null;
}

export const unitsOf = ({ nodes }: ImportedNetwork): readonly Unit[] =>
  nodes.map((node) => ({
    path: node.path,
    what: whatOf(node),
    params: node.params,
    inputs: node.inputs.map((id) => nodes[id]?.path ?? ""),
    frozen: node.weights.size > 0 ? node.frozen : null,
  }));

function whatOf({ kind, foreign, source }: ImportedNode): What {
  if (kind !== null) return { type: "layer", kind };
  return { type: "foreign", foreign: foreign ?? { kind: "unknown", reason: "", attributes: {} }, source };
}

/** Same thing to do, whatever the numbers. */
export function sameWhat(a: What, b: What): boolean {
  if (a.type === "layer") return b.type === "layer" && a.kind === b.kind;
  return a.type === "block" && b.type === "block" && a.block === b.block;
}

/** Sums and products do not depend on the order of their inputs. */
export const isCommutative = (what: What): boolean =>
  what.type === "layer" && (what.kind === "add" || what.kind === "multiply");
