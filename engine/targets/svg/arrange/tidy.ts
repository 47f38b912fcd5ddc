/** A tidy layout of a graph, layer by layer. Loaded when it is first asked for. */
import { Graph, layout } from "@dagrejs/dagre";
import type { Position } from "../../../document/types.ts";
import { foldColumns } from "./fold.ts";

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

interface Centre {
  readonly x: number;
  readonly y: number;
}

function layeredCentres(
  nodes: readonly TidyNode[],
  wires: readonly TidyWire[],
  direction: Direction,
): ReadonlyMap<string, Centre> {
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
  return new Map(
    nodes.map(({ key }) => {
      const { x, y } = graph.node(key) as Centre;
      return [key, { x, y }];
    }),
  );
}

/** New corners, with the upper left of all at `origin`. From top to bottom, a long chain is folded into columns. */
export function tidy(
  nodes: readonly TidyNode[],
  wires: readonly TidyWire[],
  direction: Direction,
  origin: Position,
): ReadonlyMap<string, Position> {
  if (nodes.length === 0) return new Map();
  const layered = layeredCentres(nodes, wires, direction);
  const centres = direction === "TB" ? foldColumns(nodes, wires, layered) : layered;
  const corners = nodes.map(({ key, width, height }) => {
    const { x, y } = centres.get(key) ?? { x: 0, y: 0 };
    return { key, x: x - width / 2, y: y - height / 2 };
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

/** Left to right, unless the graph runs downwards now or would become one long row. */
export function tidyAnyway(
  nodes: readonly TidyNode[],
  wires: readonly TidyWire[],
  runsDown: boolean,
  origin: Position,
): ReadonlyMap<string, Position> {
  if (runsDown) return tidy(nodes, wires, "TB", origin);
  const row = tidy(nodes, wires, "LR", origin);
  const places = [...row.values()];
  const width = Math.max(...places.map(({ x }) => x)) - origin.x;
  const height = Math.max(...places.map(({ y }) => y)) - origin.y;
  return width > LONGEST_ROW && width > 5 * (height + NODE_ROOM) ? tidy(nodes, wires, "TB", origin) : row;
}

const LONGEST_ROW = 2200;
const NODE_ROOM = 64;
