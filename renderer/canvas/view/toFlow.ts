/** Scene to React Flow's nodes and edges. What did not change keeps its object, so that nothing of it is drawn again. */
import type { PlacedNode, Rect, Scene, WireView } from "../../../engine/targets/svg/scene.ts";
import type { FlowEdge, FlowNode, LayerFlowNode, NoteFlowNode } from "./flowTypes.ts";
import { noteKey } from "./flowTypes.ts";

export interface FlowLook {
  readonly scene: Scene;
  /** Keys of nodes (and of notes, prefixed) that are selected. */
  readonly selectedNodes: ReadonlySet<string>;
  readonly selectedWires: ReadonlySet<string>;
  /** Wires on the chosen path. */
  readonly path: ReadonlySet<string>;
  /** The wire into which what is dragged would be put, and the wire that is being moved. */
  readonly dropWire: string | null;
  readonly moving: string | null;
  readonly heat: ReadonlyMap<string, number> | null;
  /** Labels change with it. */
  readonly language: string;
  /** What a screen reader says of a node and of a wire. */
  readonly nodeLabel: (node: PlacedNode) => string;
  readonly noteLabel: (text: string, type: "note" | "frame") => string;
  readonly wireLabel: (wire: WireView) => string;
}

/** Frames lie under wires; an open block lies under what is inside it. */
const Z = { group: -20, frame: -10, node: 0, note: 5 } as const;

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

/** So that wires can be drawn before the browser has measured the node. */
const FIRST_HANDLES: NonNullable<FlowNode["handles"]> = [
  { type: "source", position: "right" as never, x: 0, y: 0 },
  { type: "target", position: "left" as never, x: 0, y: 0 },
];

function layerNode(
  placed: PlacedNode,
  before: FlowNode | undefined,
  look: FlowLook,
  openBlocks: number,
): LayerFlowNode {
  const { view, rect, inSide, outSide } = placed;
  const selected = look.selectedNodes.has(view.key);
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
    ...(before === undefined ? { handles: FIRST_HANDLES } : {}),
    ...(view.expanded ? { style: OPEN_BODY } : {}),
    selected,
    zIndex: view.expanded ? Z.frame + openBlocks : Z.node,
    ariaLabel,
    ariaRole: "group",
    data: { view, heat, sides: { inSide, outSide }, language: look.language },
  };
}

function noteNode(note: Scene["notes"][number], before: FlowNode | undefined, look: FlowLook): NoteFlowNode {
  const id = noteKey(note.id);
  const selected = look.selectedNodes.has(id);
  if (before !== undefined && (before.type === "note" || before.type === "group")) {
    const same = before.data.note === note && (before.selected ?? false) === selected;
    if (same && sameRect(before, note.rect)) return before;
  }
  const frame = note.type === "frame";
  return {
    id,
    type: frame ? "group" : "note",
    ...geometry(note.rect, before),
    ...(frame ? { style: OPEN_BODY } : {}),
    selected,
    zIndex: frame ? Z.group : Z.note,
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

function classOf(key: string, look: FlowLook): string {
  if (key === look.dropWire) return "drop-here";
  if (key === look.moving) return "being-moved";
  return look.path.has(key) ? "on-path" : "";
}

export function toFlowEdges(look: FlowLook, before: ReadonlyMap<string, FlowEdge>): readonly FlowEdge[] {
  return look.scene.wires.map((wire) => {
    const selected = look.selectedWires.has(wire.key);
    const className = classOf(wire.key, look);
    const old = before.get(wire.key);
    const same = old !== undefined && old.data?.wire === wire && old.className === className;
    if (same && (old.selected ?? false) === selected) return old;
    return {
      id: wire.key,
      type: "wire",
      source: wire.from,
      target: wire.to,
      selected,
      className,
      ariaLabel: look.wireLabel(wire),
      selectable: wire.link === null,
      data: { wire },
    };
  });
}
