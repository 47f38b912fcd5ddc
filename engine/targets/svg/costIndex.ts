/** Costs by place in the document: what a block costs is what everything inside it costs, copies included. */
import type { Analysis, NodeCost } from "../../analysis/types.ts";

const NOTHING: NodeCost = { params: 0, buffers: 0, macs: 0, activationBytes: 0 };

const plus = (a: NodeCost, b: NodeCost): NodeCost => ({
  params: a.params + b.params,
  buffers: a.buffers + b.buffers,
  macs: a.macs + b.macs,
  activationBytes: a.activationBytes + b.activationBytes,
});

/**
 * By node ids from the top graph inwards, joined by `/`. A repeated block counts with all its copies; a node inside it
 * counts once, as it is seen in the first copy.
 */
export function indexCosts(analysis: Analysis): ReadonlyMap<string, NodeCost> {
  const index = new Map<string, NodeCost>();
  for (const node of analysis.expanded.nodes) {
    const cost = analysis.costs.get(node.path);
    if (cost === undefined) continue;
    let key = "";
    let firstCopy = true;
    for (const [depth, id] of node.origin.entries()) {
      key = depth === 0 ? id : `${key}/${id}`;
      // Inside a copy other than the first, only the block itself and what surrounds it grow.
      if (firstCopy) index.set(key, plus(index.get(key) ?? NOTHING, cost));
      firstCopy &&= (node.copies[depth] ?? 0) === 0;
    }
  }
  return index;
}
