/** Scene to React Flow's nodes. What did not change keeps its object, so that nothing of it is drawn again. */
import type { PlacedNode, Rect, Scene } from "../../../engine/targets/svg/scene.ts";
import type { FlowNode, LayerFlowNode, NoteFlowNode } from "./flowTypes.ts";
import { noteKey } from "./flowTypes.ts";

export interface FlowLook {
  readonly scene: Scene;
  /** Keys of nodes (and of notes, prefixed) that are selected. */
  readonly selected: ReadonlySet<string>;
  readonly heat: ReadonlyMap<string, number> | null;
  /** Labels change with it. */
  readonly language: string;
  /** What a screen reader says. */
  readonly nodeLabel: (node: PlacedNode) => string;
  readonly noteLabel: (text: string, type: "note" | "frame") => string;
}

/** Frames lie under wires; an open block lies under what is inside it; what is selected lies on top. */
const Z = { zone: -20, frame: -10, node: 0, selected: 3, note: 5 } as const;

/** A node in somebody's hand stays there: it comes to the document when it is let go. */
const sameRect = (node: FlowNode, rect: Rect): boolean =>
  (node.dragging === true || (node.position.x === rect.x && node.position.y === rect.y)) &&
  node.width === rect.width &&
  node.height === rect.height;

const geometry = (rect: Rect, before: FlowNode | undefined) => ({
  position: before?.dragging === true ? before.position : { x: rect.x, y: rect.y },
  ...(before?.dragging === true ? { dragging: true } : {}),
  width: rect.width,
  height: rect.height,
  measured: { width: rect.width, height: rect.height },
});

/** Frames are caught at their titles; through the rest one reaches the canvas and what lies on it. */
const OPEN_BODY = { pointerEvents: "none" } as const;

/** React Flow draws no wires here, so nodes have no handles of its own; said at once, it need not look for them. */
const NO_HANDLES: NonNullable<FlowNode["handles"]> = [];

function layerNode(
  placed: PlacedNode,
  before: FlowNode | undefined,
  look: FlowLook,
  openBlocks: number,
): LayerFlowNode {
  const { view, rect, inSide, outSide } = placed;
  const selected = look.selected.has(view.key);
  const heat = look.heat?.get(view.key) ?? null;
  const type = view.expanded ? "frame" : "layer";
  if (before !== undefined && (before.type === "layer" || before.type === "frame")) {
    const { data } = before;
    const same =
      data.view === view &&
      data.heat === heat &&
      data.sides.inSide === inSide &&
      data.sides.outSide === outSide;
    const sameLook = before.type === type && (before.selected ?? false) === selected;
    if (same && sameLook && data.language === look.language && sameRect(before, rect)) return before;
  }
  const ariaLabel = look.nodeLabel(placed);
  return {
    id: view.key,
    type,
    ...geometry(rect, before),
    handles: NO_HANDLES,
    ...(view.expanded ? { style: OPEN_BODY } : {}),
    selected,
    zIndex: view.expanded ? Z.frame + openBlocks : selected ? Z.selected : Z.node,
    ariaLabel,
    ariaRole: "group",
    data: { view, heat, sides: { inSide, outSide }, language: look.language },
  };
}

function noteNode(note: Scene["notes"][number], before: FlowNode | undefined, look: FlowLook): NoteFlowNode {
  const id = noteKey(note.id);
  const selected = look.selected.has(id);
  if (before !== undefined && (before.type === "note" || before.type === "zone")) {
    const same = before.data.note === note && (before.selected ?? false) === selected;
    if (same && sameRect(before, note.rect)) return before;
  }
  const frame = note.type === "frame";
  return {
    id,
    type: frame ? "zone" : "note",
    ...geometry(note.rect, before),
    ...(frame ? { style: OPEN_BODY } : {}),
    selected,
    zIndex: frame ? Z.zone : Z.note,
    ariaLabel: look.noteLabel(note.text, note.type),
    ariaRole: "group",
    data: { note },
  };
}

export function toFlowNodes(look: FlowLook, before: ReadonlyMap<string, FlowNode>): readonly FlowNode[] {
  let openBlocks = 0;
  const groups = look.scene.notes.filter((note) => note.type === "frame");
  const notes = look.scene.notes.filter((note) => note.type === "note");
  return [
    ...groups.map((note) => noteNode(note, before.get(noteKey(note.id)), look)),
    ...look.scene.nodes.map((placed) => {
      // An open block inside an open block lies above it.
      if (placed.view.expanded) openBlocks += 1;
      return layerNode(placed, before.get(placed.view.key), look, openBlocks);
    }),
    ...notes.map((note) => noteNode(note, before.get(noteKey(note.id)), look)),
  ];
}
