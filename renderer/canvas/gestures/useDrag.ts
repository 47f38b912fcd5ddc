import { experimental_useOnNodesChangeMiddleware, type NodeChange, useStoreApi } from "@xyflow/react";
import { useCallback, useMemo, useRef } from "react";
import { bounds, contains, overlaps } from "../../../engine/targets/svg/metrics.ts";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { useServices } from "../../app/services.tsx";
import { snapTo } from "../arrange/guides.ts";
import { useCanvas } from "../canvasContext.ts";
import { type FlowEdge, type FlowNode, isLayerNode } from "../view/flowTypes.ts";
import { wireUnder } from "./dropOnWire.ts";

/** How near an edge must come to snap, in pixels of the screen. */
const SNAP_REACH = 6;

interface Dragged {
  /** Where everything that is taken along stood, by key. */
  readonly start: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** Of what is inside a dragged frame: the frame. */
  readonly frameOf: ReadonlyMap<string, string>;
}

const rectOf = (node: FlowNode): Rect => ({
  ...node.position,
  width: node.width ?? 0,
  height: node.height ?? 0,
});

/** What stands inside the dragged frames and open blocks and goes along. */
function takenAlong(dragged: readonly FlowNode[], all: readonly FlowNode[]): Dragged {
  const start = new Map(dragged.map((node) => [node.id, node.position]));
  const frameOf = new Map<string, string>();
  for (const frame of dragged) {
    if (frame.type === "frame") {
      for (const node of all) {
        if (start.has(node.id) || !node.id.startsWith(`${frame.id}/`)) continue;
        start.set(node.id, node.position);
        frameOf.set(node.id, frame.id);
      }
    }
    if (frame.type !== "zone") continue;
    for (const node of all) {
      const own = isLayerNode(node) ? node.data.view.scope : node.data.note.scope;
      if (start.has(node.id) || own !== frame.data.note.scope) continue;
      if (!contains(rectOf(frame), rectOf(node))) continue;
      start.set(node.id, node.position);
      frameOf.set(node.id, frame.id);
    }
  }
  return { start, frameOf };
}

/**
 * Dragging nodes: they snap to their neighbours, frames take their nodes along, and one command commits it all at the
 * end. Until then positions are React Flow's alone.
 */
export function useDrag() {
  const { store, sight, edits } = useCanvas();
  const { ui } = useServices();
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const dragged = useRef<Dragged | null>(null);

  const middleware = useCallback(
    (changes: NodeChange<FlowNode>[]): NodeChange<FlowNode>[] => {
      const held = dragged.current;
      if (held === null) return changes;
      const moves = changes.flatMap((change) =>
        change.type === "position" && change.position !== undefined
          ? [{ ...change, position: change.position }]
          : [],
      );
      if (moves.length === 0) return changes;
      const { nodes, transform, width, height } = flow.getState();
      const [panX, panY, zoom] = transform;
      const moving = new Set(held.start.keys());
      const visible: Rect = { x: -panX / zoom, y: -panY / zoom, width: width / zoom, height: height / zoom };
      const sizes = new Map(nodes.map((node) => [node.id, node]));
      const box = bounds(
        moves.flatMap(({ id, position }) => {
          const node = sizes.get(id);
          return node === undefined ? [] : [{ ...rectOf(node), ...position }];
        }),
      );
      const others = ui.getState().snap
        ? nodes.filter((node) => isLayerNode(node) && !moving.has(node.id)).map(rectOf)
        : [];
      const near = others.filter((rect) => overlaps(rect, visible));
      const snap = box === null ? { dx: 0, dy: 0, guides: [] } : snapTo(box, near, SNAP_REACH / zoom);
      const snapped = moves.map((move) => ({
        ...move,
        position: { x: Math.round(move.position.x + snap.dx), y: Math.round(move.position.y + snap.dy) },
      }));
      const now = new Map(snapped.map(({ id, position }) => [id, position]));
      const along = [...held.frameOf].flatMap(([id, frame]): NodeChange<FlowNode>[] => {
        const [at, from, to] = [held.start.get(id), held.start.get(frame), now.get(frame)];
        if (at === undefined || from === undefined || to === undefined || now.has(id)) return [];
        return [{ type: "position", id, position: { x: at.x + to.x - from.x, y: at.y + to.y - from.y } }];
      });
      const [only] = snapped;
      const node = snapped.length === 1 && only !== undefined ? sizes.get(only.id) : undefined;
      store.setState({
        guides: snapped.some((move) => move.dragging === true) ? snap.guides : [],
        dropWire:
          node === undefined || only === undefined || !isLayerNode(node)
            ? null
            : wireUnder({ ...rectOf(node), ...only.position }, node.data.view, sight),
      });
      const rest = changes.filter((change) => change.type !== "position" || change.position === undefined);
      return [...rest, ...snapped, ...along];
    },
    [flow, sight, store, ui],
  );
  experimental_useOnNodesChangeMiddleware(middleware);

  const begin = useCallback(
    (nodes: readonly FlowNode[]) => {
      dragged.current = takenAlong(nodes, flow.getState().nodes);
    },
    [flow],
  );
  const onStart = useCallback(
    (_event: unknown, _node: FlowNode | undefined, nodes: FlowNode[]) => begin(nodes),
    [begin],
  );
  const onSelectionStart = useCallback((_event: unknown, nodes: FlowNode[]) => begin(nodes), [begin]);
  const onStop = useCallback(() => {
    const held = dragged.current;
    dragged.current = null;
    const { dropWire } = store.getState();
    store.setState({ guides: [], dropWire: null });
    if (held === null) return;
    const { nodeLookup } = flow.getState();
    const corners = new Map(
      [...held.start.keys()].flatMap((key) => {
        const node = nodeLookup.get(key);
        // The inside of an open block keeps its places in the block; only the block has moved.
        const insideBlock = nodeLookup.get(held.frameOf.get(key) ?? "")?.type === "frame";
        return node === undefined || insideBlock ? [] : [[key, node.position] as const];
      }),
    );
    edits.drop(corners, dropWire);
  }, [flow, store, edits]);
  return useMemo(() => ({ onStart, onSelectionStart, onStop }), [onStart, onSelectionStart, onStop]);
}
