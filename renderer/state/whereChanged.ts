/** Undo and redo lead to what they change: nobody should wonder what has just happened out of sight. */
import type { BlockId, GraphDocument } from "../../engine/document/types.ts";
import type { ScopeStep } from "./types.ts";

type Place = BlockId | null;

const differs = (before: GraphDocument, after: GraphDocument, place: Place): boolean =>
  place === null
    ? before.graph !== after.graph || before.layout.root !== after.layout.root
    : before.blocks[place] !== after.blocks[place] ||
      before.layout.blocks[place] !== after.layout.blocks[place];

/** The way from the top graph to the nearest use of a block; null where it is used nowhere. */
function wayTo(document: GraphDocument, block: BlockId): readonly ScopeStep[] | null {
  const seen = new Set<BlockId>();
  let ways: readonly (readonly ScopeStep[])[] = [[]];
  while (ways.length > 0) {
    const next: (readonly ScopeStep[])[] = [];
    for (const way of ways) {
      const last = way.at(-1);
      const graph = last === undefined ? document.graph : document.blocks[last.block]?.graph;
      for (const node of graph?.nodes ?? []) {
        if (node.type !== "block" || seen.has(node.block)) continue;
        const longer = [...way, { node: node.id, block: node.block }];
        if (node.block === block) return longer;
        seen.add(node.block);
        next.push(longer);
      }
    }
    ways = next;
  }
  return null;
}

/**
 * The scope to look at after a step through the history: the one that is open where it changed, else the nearest opened
 * one around it that changed, else a use of the block that changed, unless one
 * stands there already.
 */
export function scopeOfChange(
  before: GraphDocument,
  after: GraphDocument,
  scope: readonly ScopeStep[],
): readonly ScopeStep[] {
  for (let depth = scope.length; depth >= 0; depth -= 1) {
    if (!differs(before, after, scope[depth - 1]?.block ?? null)) continue;
    return depth === scope.length ? scope : scope.slice(0, depth);
  }
  const changed = Object.keys(after.blocks).filter((block) => differs(before, after, block));
  // A block that stands in the open graph is in sight, be it as one node or expanded.
  const open = scope.at(-1);
  const graph = open === undefined ? after.graph : after.blocks[open.block]?.graph;
  const inSight = graph?.nodes.some((node) => node.type === "block" && changed.includes(node.block)) ?? false;
  const [first] = changed;
  return (inSight || first === undefined ? null : wayTo(after, first)) ?? scope;
}
