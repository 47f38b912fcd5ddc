/** What is selected, where it stands and in which graph. */
import type { Scope } from "../../../engine/document/types.ts";
import type { PlacedNode } from "../../../engine/targets/svg/scene.ts";
import type { DocumentStore } from "../../state/documentStore.ts";
import type { CanvasStore } from "../canvasStore.ts";
import type { Sight } from "../view/sight.ts";

export interface Selected {
  readonly nodes: readonly PlacedNode[];
  /** Ids of wires of the open graph. */
  readonly edges: readonly string[];
  readonly notes: readonly string[];
  readonly scope: Scope;
}

const NOTHING: Selected = { nodes: [], edges: [], notes: [], scope: null };

/** Selected nodes of the open graph and inside expanded blocks, in the order of the picture. */
export function selectedOf(sight: Sight, store: CanvasStore, documents: DocumentStore): Selected {
  const seen = sight.seen();
  // Asked of the store: what was selected just now may not have been drawn yet.
  const selection = documents.active()?.selection;
  if (seen === null || selection === undefined) return NOTHING;
  const keys = new Set([...[...selection.nodes].map(sight.keyOf), ...store.getState().inner]);
  return {
    nodes: seen.scene.nodes.filter(({ view }) => keys.has(view.key)),
    edges: [...selection.edges],
    notes: [...selection.notes],
    scope: seen.scope,
  };
}

/** Ids by graph. */
export function byScope(nodes: readonly PlacedNode[]): ReadonlyMap<Scope, readonly string[]> {
  const groups = new Map<Scope, string[]>();
  for (const { view } of nodes) {
    const group = groups.get(view.scope);
    if (group === undefined) groups.set(view.scope, [view.id]);
    else if (!group.includes(view.id)) group.push(view.id);
  }
  return groups;
}
