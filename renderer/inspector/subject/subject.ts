/** What the inspector is about: derived from the selection, never stored. */

import { layoutOf } from "../../../engine/document/graph.ts";
import type {
  BlockNode,
  Edge,
  GraphNode,
  LayerNode,
  Note,
  PortNode,
  UnknownNode,
} from "../../../engine/document/types.ts";
import type { LayerKind } from "../../../engine/layers/index.ts";
import type { Selection } from "../../state/types.ts";
import type { Place } from "./place.ts";

export type Subject =
  /** Nothing is selected at the top. */
  | { readonly type: "document" }
  /** Nothing is selected inside a block. */
  | { readonly type: "definition" }
  | {
      readonly type: "layers";
      readonly kind: LayerKind;
      readonly nodes: readonly [LayerNode, ...LayerNode[]];
    }
  | { readonly type: "blocks"; readonly nodes: readonly [BlockNode, ...BlockNode[]] }
  | { readonly type: "port"; readonly node: PortNode }
  | { readonly type: "unknown"; readonly node: UnknownNode }
  | { readonly type: "several"; readonly nodes: readonly GraphNode[] }
  | { readonly type: "wire"; readonly edge: Edge }
  | { readonly type: "wires"; readonly edges: readonly Edge[] }
  | { readonly type: "note"; readonly note: Note }
  | { readonly type: "notes"; readonly count: number };

const isLayer = (node: GraphNode): node is LayerNode => node.type === "layer";
const isBlock = (node: GraphNode): node is BlockNode => node.type === "block";

function nodesSubject(nodes: readonly [GraphNode, ...GraphNode[]]): Subject {
  const [first, ...others] = nodes;
  if (isLayer(first)) {
    const alike = others.filter(isLayer).filter(({ kind }) => kind === first.kind);
    if (alike.length === others.length) return { type: "layers", kind: first.kind, nodes: [first, ...alike] };
  }
  if (isBlock(first)) {
    const alike = others.filter(isBlock).filter(({ block }) => block === first.block);
    if (alike.length === others.length) return { type: "blocks", nodes: [first, ...alike] };
  }
  if (others.length > 0) return { type: "several", nodes };
  return first.type === "port"
    ? { type: "port", node: first }
    : first.type === "unknown"
      ? { type: "unknown", node: first }
      : { type: "several", nodes };
}

/** Nodes come before wires, wires before notes. */
export function subjectOf(place: Place, selection: Selection): Subject {
  const { graph, document, scope } = place;
  const [node, ...nodes] = graph.nodes.filter(({ id }) => selection.nodes.has(id));
  if (node !== undefined) return nodesSubject([node, ...nodes]);
  const edges = graph.edges.filter(({ id }) => selection.edges.has(id));
  const [edge] = edges;
  if (edge !== undefined) return edges.length === 1 ? { type: "wire", edge } : { type: "wires", edges };
  const notes = layoutOf(document, scope).notes.filter(({ id }) => selection.notes.has(id));
  const [note] = notes;
  if (note !== undefined)
    return notes.length === 1 ? { type: "note", note } : { type: "notes", count: notes.length };
  return scope === null ? { type: "document" } : { type: "definition" };
}
