/** Sums over nodes, and the memory of a training step. */
import { addCosts, NO_COST } from "../../../engine/analysis/cost.ts";
import type { NodeCost } from "../../../engine/analysis/types.ts";
import type { GraphNode, OptimizerSettings } from "../../../engine/document/types.ts";
import { type Place, pathAt } from "../subject/place.ts";

/** Of layers and whole blocks where they are shown. */
export const costAt = ({ analysis, ...place }: Place, node: GraphNode): NodeCost => {
  const path = pathAt({ analysis, ...place }, node.id);
  return analysis.costs.get(path) ?? analysis.blocks.get(path)?.cost ?? NO_COST;
};

export const sumOf = (place: Place, nodes: readonly GraphNode[]): NodeCost =>
  nodes.map((node) => costAt(place, node)).reduce(addCosts, NO_COST);

/** Tensors of a weight's size that the optimiser keeps. */
export function optimizerSlots({ type, momentum }: OptimizerSettings): number {
  const moving = momentum > 0 ? 1 : 0;
  switch (type) {
    case "sgd":
      return moving;
    case "rmsprop":
      return 1 + moving;
    case "adam":
    case "adamw":
      return 2;
  }
}
