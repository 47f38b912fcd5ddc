/** After undo, redo or an edit elsewhere: forgets selected things and opened blocks that are no more. */
import type { Graph, GraphDocument } from "../../engine/document/types.ts";
import type { OpenDocument, ScopeStep, Selection } from "./types.ts";

/** The graph that a scope shows, or `null` where its block is gone. */
export function graphAt(document: GraphDocument, scope: readonly ScopeStep[]): Graph | null {
  const last = scope.at(-1);
  return last === undefined ? document.graph : (document.blocks[last.block]?.graph ?? null);
}

function existingScope(document: GraphDocument, scope: readonly ScopeStep[]): readonly ScopeStep[] {
  let graph: Graph = document.graph;
  for (const [depth, step] of scope.entries()) {
    const node = graph.nodes.find((candidate) => candidate.id === step.node);
    const inside = document.blocks[step.block]?.graph;
    if (node?.type !== "block" || node.block !== step.block || inside === undefined)
      return scope.slice(0, depth);
    graph = inside;
  }
  return scope;
}

const kept = <T>(chosen: ReadonlySet<T>, exists: (item: T) => boolean): ReadonlySet<T> => {
  const left = [...chosen].filter(exists);
  return left.length === chosen.size ? chosen : new Set(left);
};

function existingSelection(
  document: GraphDocument,
  scope: readonly ScopeStep[],
  chosen: Selection,
): Selection {
  const graph = graphAt(document, scope);
  const block = scope.at(-1)?.block;
  const layout = block === undefined ? document.layout.root : document.layout.blocks[block];
  const nodeIds = new Set(graph?.nodes.map((node) => node.id));
  const edgeIds = new Set(graph?.edges.map((edge) => edge.id));
  const noteIds = new Set(layout?.notes.map((note) => note.id));
  const nodes = kept(chosen.nodes, (id) => nodeIds.has(id));
  const edges = kept(chosen.edges, (id) => edgeIds.has(id));
  const notes = kept(chosen.notes, (id) => noteIds.has(id));
  const same = nodes === chosen.nodes && edges === chosen.edges && notes === chosen.notes;
  return same ? chosen : { nodes, edges, notes };
}

/** The same tab with a scope and a selection that exist in its present document. */
export function keepExisting(tab: OpenDocument): OpenDocument {
  const document = tab.history.present;
  const scope = existingScope(document, tab.scope);
  const selection = existingSelection(document, scope, tab.selection);
  return scope === tab.scope && selection === tab.selection ? tab : { ...tab, scope, selection };
}
