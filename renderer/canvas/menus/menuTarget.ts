/** What a context menu is about, and its selection: what was clicked, unless it belongs to what is selected. */
import type { DocumentStore } from "../../state/documentStore.ts";
import type { CanvasServices } from "../canvasContext.ts";
import type { MenuTarget } from "../canvasStore.ts";
import { noteIdOf } from "../view/flowTypes.ts";

export function menuTargetAt(
  element: Element,
  { sight, store }: CanvasServices,
  documents: DocumentStore,
): MenuTarget {
  const tab = documents.active();
  const key = element.closest(".react-flow__node")?.getAttribute("data-id") ?? null;
  if (key !== null && tab !== null) {
    const note = noteIdOf(key);
    if (note !== null) {
      if (!tab.selection.notes.has(note)) documents.select({ notes: new Set([note]) });
      return { type: "note", id: note };
    }
    const view = sight.node(key)?.view;
    if (view === undefined) return { type: "canvas" };
    if (key !== sight.keyOf(view.id)) store.setState({ inner: new Set([key]) });
    else if (!tab.selection.nodes.has(view.id)) documents.select({ nodes: new Set([view.id]) });
    return { type: "node", key };
  }
  const wire = element.closest("[data-wire]")?.getAttribute("data-wire") ?? null;
  const found = wire === null ? null : sight.wire(wire);
  if (wire === null || found === null || tab === null) return { type: "canvas" };
  if (!tab.selection.edges.has(found.id)) documents.select({ edges: new Set([found.id]) });
  return { type: "wire", key: wire };
}
