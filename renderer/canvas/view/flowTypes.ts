/** What React Flow is given: a view of the scene, never the state. */
import type { Edge, Node } from "@xyflow/react";
import type { NodeView, NoteView } from "../../../engine/targets/svg/scene.ts";
import type { PortSides } from "../../../engine/targets/svg/sides.ts";

export type LayerData = {
  readonly view: NodeView;
  readonly sides: PortSides;
  /** 0 to 1 where the heat view is on. */
  readonly heat: number | null;
  readonly language: string;
};
export type NoteData = { readonly note: NoteView };

export type LayerFlowNode = Node<LayerData, "layer" | "frame">;
export type NoteFlowNode = Node<NoteData, "note" | "zone">;
export type FlowNode = LayerFlowNode | NoteFlowNode;
/** Wires are drawn in a layer of their own; React Flow has none. */
export type FlowEdge = Edge;

const NOTE_PREFIX = "note:";
/** Notes share React Flow's ids with nodes. */
export const noteKey = (id: string): string => `${NOTE_PREFIX}${id}`;
export const noteIdOf = (key: string): string | null =>
  key.startsWith(NOTE_PREFIX) ? key.slice(NOTE_PREFIX.length) : null;

export const isLayerNode = (node: FlowNode): node is LayerFlowNode =>
  node.type === "layer" || node.type === "frame";
