/** A tidy layout of a graph, layer by layer. Loaded when it is first asked for. */
import { Graph, layout } from "@dagrejs/dagre";
import type { Corner, Corners } from "./align.ts";

export type Direction = "LR" | "TB";

export interface TidyNode {
  readonly key: string;
  readonly width: number;
  readonly height: number;
}
export interface TidyWire {
  readonly from: string;
  readonly to: string;
}

/** Room for the shape that is written on a wire. */
const LAYER_GAP: Readonly<Record<Direction, number>> = { LR: 104, TB: 44 };
const NEIGHBOUR_GAP: Readonly<Record<Direction, number>> = { LR: 32, TB: 40 };
/** Above this the exact ranking costs more than it improves. */
const EXACT_NODES = 400;

/** New corners, with the upper left of all at `origin`. */
export function tidy(
  nodes: readonly TidyNode[],
  wires: readonly TidyWire[],
  direction: Direction,
  origin: Corner,
): Corners {
  if (nodes.length === 0) return new Map();
  const graph = new Graph<object, object, object>({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    nodesep: NEIGHBOUR_GAP[direction],
    ranksep: LAYER_GAP[direction],
    ranker: nodes.length > EXACT_NODES ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { key, width, height } of nodes) graph.setNode(key, { width, height });
  for (const [index, { from, to }] of wires.entries()) {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, {}, String(index));
  }
  layout(graph);
  const corners = nodes.map(({ key, width, height }) => {
    const centre = graph.node(key) as { readonly x: number; readonly y: number };
    return { key, x: centre.x - width / 2, y: centre.y - height / 2 };
  });
  const left = Math.min(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  return new Map(
    corners.map(({ key, x, y }) => [
      key,
      { x: Math.round(x - left + origin.x), y: Math.round(y - top + origin.y) },
    ]),
  );
}
