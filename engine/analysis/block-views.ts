/** Blocks seen as one: their layers, cost and output, for each block where it stands and each copy of a repeat. */
import { originKey } from "../blocks/origin.ts";
import type { Expanded, ExpandedNode, Path } from "../blocks/types.ts";
import { blockOf, graphOf } from "../document/graph.ts";
import type { BlockNode, GraphDocument, GraphNode, NodeId, Scope } from "../document/types.ts";
import { addCosts, NO_COST } from "./cost.ts";
import type { BlockView, NodeCost } from "./types.ts";

interface Draft {
  readonly path: Path;
  readonly node: BlockNode;
  readonly origin: readonly NodeId[];
  readonly copy: number | null;
  /** First copies all the way up to it, so that `expanded.outputs` speaks of it. */
  readonly first: boolean;
  readonly members: number[];
}

/** By path, in the order in which their first layers come; a block without any layer has no view. */
export function blockViews(
  document: GraphDocument,
  expanded: Expanded,
  costs: ReadonlyMap<Path, NodeCost>,
): ReadonlyMap<Path, BlockView> {
  const drafts = draftViews(document, expanded);
  const readers = readersOf(expanded);
  const views = new Map<Path, BlockView>();
  for (const draft of drafts.values()) {
    const { path, node, origin, copy, members } = draft;
    let cost = NO_COST;
    for (const member of members)
      cost = addCosts(cost, costs.get(expanded.nodes[member]?.path ?? "") ?? NO_COST);
    const output = outputOf(draft, expanded, readers);
    views.set(path, {
      path,
      block: node.block,
      title: blockOf(document, node.block)?.title || node.block,
      origin,
      copy,
      members,
      cost,
      ...(output === undefined ? {} : { output }),
    });
  }
  return views;
}

function draftViews(document: GraphDocument, expanded: Expanded): ReadonlyMap<Path, Draft> {
  const drafts = new Map<Path, Draft>();
  const nodeOf = nodeLookup(document);
  for (const [index, { origin, copies }] of expanded.nodes.entries()) {
    if (origin.length < 2) continue;
    let path = "";
    let scope: Scope = null;
    let first = true;
    for (let level = 0; level < origin.length - 1; level++) {
      const node: GraphNode | undefined = nodeOf(scope, origin[level] ?? "");
      if (node?.type !== "block") break;
      path = path === "" ? node.name : `${path}.${node.name}`;
      const here = origin.slice(0, level + 1);
      join(drafts, { path, node, origin: here, copy: null, first }, index);
      if (node.repeat !== undefined) {
        const copy = copies[level] ?? 0;
        path = `${path}.${copy}`;
        join(drafts, { path, node, origin: here, copy, first: false }, index);
      }
      first &&= copies[level] === 0;
      scope = node.block;
    }
  }
  return drafts;
}

function join(drafts: Map<Path, Draft>, draft: Omit<Draft, "members">, index: number): void {
  const known = drafts.get(draft.path);
  if (known === undefined) drafts.set(draft.path, { ...draft, members: [index] });
  else known.members.push(index);
}

function nodeLookup(document: GraphDocument): (scope: Scope, id: NodeId) => GraphNode | undefined {
  const tables = new Map<Scope, ReadonlyMap<NodeId, GraphNode>>();
  return (scope, id) => {
    let table = tables.get(scope);
    if (table === undefined) {
      table = new Map(graphOf(document, scope).nodes.map((node) => [node.id, node]));
      tables.set(scope, table);
    }
    return table.get(id);
  };
}

/** Indices of the layers that read a layer's value. */
function readersOf(expanded: Expanded): ReadonlyMap<Path, readonly number[]> {
  const readers = new Map<Path, number[]>();
  for (const [index, { inputs }] of expanded.nodes.entries()) {
    for (const { from } of inputs) {
      const found = readers.get(from);
      if (found === undefined) readers.set(from, [index]);
      else found.push(index);
    }
  }
  return readers;
}

/** What the expansion says of the block, else the last layer in it that something outside reads, or that nothing reads. */
function outputOf(
  { origin, first, members }: Draft,
  expanded: Expanded,
  readers: ReadonlyMap<Path, readonly number[]>,
): Path | undefined {
  const stated = first ? expanded.outputs.get(originKey(origin)) : undefined;
  if (stated !== undefined) return stated;
  const inside = new Set(members);
  const leaves = (node: ExpandedNode): boolean =>
    (readers.get(node.path) ?? []).some((reader) => !inside.has(reader)) || !readers.has(node.path);
  for (let at = members.length - 1; at >= 0; at--) {
    const node = expanded.nodes[members[at] ?? -1];
    if (node !== undefined && leaves(node)) return node.path;
  }
  return undefined;
}
