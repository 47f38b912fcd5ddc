/** Joins that begin with all that an earlier join holds read that join instead: `[a, b, c]` becomes `[[a, b], c]`. */
import type { DraftNode } from "./draft.ts";

/** Joins of more inputs stay as they are. */
const MOST_INPUTS = 96;

/** `order` is topological, and so is the result. */
export function chainJoins(order: readonly DraftNode[]): readonly DraftNode[] {
  const now = new Map<DraftNode, DraftNode>();
  const ids = new Map<DraftNode, number>();
  const joins = new Map<string, DraftNode>();
  return order.map((node, id) => {
    const inputs = node.inputs.map((input) => now.get(input) ?? input);
    const shared = node.kind === "concat" && inputs.length <= MOST_INPUTS ? prefix(inputs, ids, joins) : null;
    const read = shared === null ? inputs : [shared.join, ...inputs.slice(shared.length)];
    const same =
      read.length === node.inputs.length && read.every((input, slot) => input === node.inputs[slot]);
    const fresh = same ? node : { ...node, inputs: read };
    now.set(node, fresh);
    ids.set(fresh, id);
    if (node.kind === "concat" && inputs.length <= MOST_INPUTS) {
      const key = keyOf(inputs, ids);
      if (!joins.has(key)) joins.set(key, fresh);
    }
    return fresh;
  });
}

const keyOf = (inputs: readonly DraftNode[], ids: ReadonlyMap<DraftNode, number>): string =>
  inputs.map((input) => ids.get(input)).join();

function prefix(
  inputs: readonly DraftNode[],
  ids: ReadonlyMap<DraftNode, number>,
  joins: ReadonlyMap<string, DraftNode>,
) {
  for (let length = inputs.length - 1; length >= 2; length--) {
    const join = joins.get(keyOf(inputs.slice(0, length), ids));
    if (join !== undefined) return { join, length };
  }
  return null;
}
