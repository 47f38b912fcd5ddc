/** Reading and replacing the graphs of a document. Tables keyed by ids are maps; records are only what is stored. */
import { emptyGraph, emptyLayout } from "./create.ts";
import type {
  BlockDefinition,
  Edge,
  EdgeId,
  Graph,
  GraphDocument,
  GraphNode,
  NodeId,
  Scope,
  ScopeLayout,
} from "./types.ts";

/** A block's definition, or `undefined`; safe for any id. */
export const blockOf = (document: GraphDocument, id: string): BlockDefinition | undefined =>
  Object.hasOwn(document.blocks, id) ? document.blocks[id] : undefined;

/** The graph of a scope; empty where the block is not there. */
export const graphOf = (document: GraphDocument, scope: Scope): Graph =>
  scope === null ? document.graph : (blockOf(document, scope)?.graph ?? emptyGraph);

export const hasScope = (document: GraphDocument, scope: Scope): boolean =>
  scope === null || blockOf(document, scope) !== undefined;

/** The top graph first, then the blocks' in the order of their table. */
export const scopesOf = (document: GraphDocument): readonly Scope[] => [
  null,
  ...Object.keys(document.blocks),
];

export function withGraph(document: GraphDocument, scope: Scope, graph: Graph): GraphDocument {
  if (scope === null) return graph === document.graph ? document : { ...document, graph };
  const block = blockOf(document, scope);
  if (block === undefined || block.graph === graph) return document;
  return withBlock(document, { ...block, graph });
}

export const withBlock = (document: GraphDocument, block: BlockDefinition): GraphDocument => ({
  ...document,
  blocks: { ...document.blocks, [block.id]: block },
});

export function layoutOf(document: GraphDocument, scope: Scope): ScopeLayout {
  if (scope === null) return document.layout.root;
  const { blocks } = document.layout;
  return (Object.hasOwn(blocks, scope) ? blocks[scope] : undefined) ?? emptyLayout;
}

export function withLayout(document: GraphDocument, scope: Scope, layout: ScopeLayout): GraphDocument {
  if (layout === layoutOf(document, scope)) return document;
  if (scope === null) return { ...document, layout: { ...document.layout, root: layout } };
  return {
    ...document,
    layout: { ...document.layout, blocks: { ...document.layout.blocks, [scope]: layout } },
  };
}

export const nodeById = (graph: Graph, id: NodeId): GraphNode | undefined =>
  graph.nodes.find((node) => node.id === id);
export const edgeById = (graph: Graph, id: EdgeId): Edge | undefined =>
  graph.edges.find((edge) => edge.id === id);

const bySlot = (a: Edge, b: Edge): number => a.slot - b.slot;

/** Wires into a node, or into one of its ports, in slot order. */
export const edgesInto = (graph: Graph, id: NodeId, port?: string): readonly Edge[] =>
  graph.edges.filter((edge) => edge.to === id && (port === undefined || edge.toPort === port)).sort(bySlot);

/** Wires out of a node, or out of one of its ports, in the order of the document. */
export const edgesOutOf = (graph: Graph, id: NodeId, port?: string): readonly Edge[] =>
  graph.edges.filter((edge) => edge.from === id && (port === undefined || edge.fromPort === port));

/** All that can be reached along wires from the given nodes, themselves included. */
export function descendants(graph: Graph, ids: Iterable<NodeId>): ReadonlySet<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const { from, to } of graph.edges) {
    const found = next.get(from);
    if (found === undefined) next.set(from, [to]);
    else found.push(to);
  }
  const reached = new Set(ids);
  // A set keeps what is added while it is walked.
  for (const id of reached) for (const to of next.get(id) ?? []) reached.add(to);
  return reached;
}

/** The blocks that a graph uses, directly or inside other blocks; unknown ids are left out. */
export function usedBlocks(document: GraphDocument, graph: Graph): ReadonlySet<string> {
  const used = new Set<string>();
  const collect = (nodes: readonly GraphNode[]): void => {
    for (const node of nodes) {
      if (node.type === "block" && blockOf(document, node.block) !== undefined) used.add(node.block);
    }
  };
  collect(graph.nodes);
  for (const id of used) collect(graphOf(document, id).nodes);
  return used;
}
