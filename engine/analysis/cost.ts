/** What a network costs: parameters, buffers, multiply-accumulates and memory. */
import type { Expanded, ExpandedNode, Path } from "../blocks/types.ts";
import { layerSpec } from "../layers/index.ts";
import { BYTES_PER_ELEMENT, elements } from "../tensor/shape.ts";
import { peakTrainingBytes } from "./memory.ts";
import type { NodeCost, NodeShapes, Totals } from "./types.ts";

const BYTES = BYTES_PER_ELEMENT.float32;
export const NO_COST: NodeCost = { params: 0, buffers: 0, macs: 0, activationBytes: 0 };

/** Cost of one layer whose shapes were inferred. Statistics of batch norm are buffers, not parameters. */
export function costOf(node: ExpandedNode, { inputs, output }: NodeShapes): NodeCost {
  const spec = layerSpec(node.kind);
  let params = 0;
  let buffers = 0;
  for (const weight of spec.weights(node.params, inputs)) {
    const count = elements(weight.shape);
    if (weight.trainable) params += count;
    else buffers += count;
  }
  const macs = spec.macs(node.params, inputs, output);
  return { params, buffers, macs, activationBytes: BYTES * elements(output) };
}

export const addCosts = (a: NodeCost, b: NodeCost): NodeCost => ({
  params: a.params + b.params,
  buffers: a.buffers + b.buffers,
  macs: a.macs + b.macs,
  activationBytes: a.activationBytes + b.activationBytes,
});

/** `cost` may be one that remembers. */
export function costs(
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
  cost: (node: ExpandedNode, shapes: NodeShapes) => NodeCost = costOf,
): ReadonlyMap<Path, NodeCost> {
  const found = new Map<Path, NodeCost>();
  for (const node of expanded.nodes) {
    const known = shapes.get(node.path);
    if (known !== undefined) found.set(node.path, cost(node, known));
  }
  return found;
}

/** Sums over layers; a path is there once, so every tensor is counted once. `trainingBytes` is worked out when asked. */
export function totalsOf(
  all: ReadonlyMap<Path, NodeCost>,
  expanded: Expanded,
  shapes: ReadonlyMap<Path, NodeShapes>,
): Totals {
  const sum = [...all.values()].reduce(addCosts, NO_COST);
  return {
    ...sum,
    frozenParams: expanded.nodes.reduce(
      (count, { path, frozen }) => count + (frozen === true ? (all.get(path)?.params ?? 0) : 0),
      0,
    ),
    trainingBytes: (batchSize, optimizerSlots, updateInPlace) =>
      peakTrainingBytes(expanded, shapes, batchSize, optimizerSlots, updateInPlace),
  };
}
