/** The drawing of a block: its own graph, small, in layers from left to right. */
import type { BlockDefinition, Graph, NodeId } from "../../document/types.ts";
import { layerSpec } from "../../layers/index.ts";
import { layeredPositions } from "./layered.ts";
import type { Tone } from "./scene.ts";

export interface Miniature {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly x: number; readonly y: number; readonly tone: Tone }[];
  /** Path data of all wires. */
  readonly wires: string;
  /** Side of a node's square. */
  readonly dot: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const MOST_DOTS = 40;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Positions in 0..1 on both axes; rows of each column centred. */
function unitPlaces(graph: Graph): ReadonlyMap<NodeId, Place> {
  const positions = layeredPositions(graph);
  const columns = [...new Set([...positions.values()].map(({ x }) => x))].sort((a, b) => a - b);
  const rows = new Map<number, number[]>();
  for (const { x, y } of positions.values()) rows.set(x, [...(rows.get(x) ?? []), y]);
  const tallest = Math.max(1, ...[...rows.values()].map((column) => column.length));
  const places = new Map<NodeId, Place>();
  for (const [id, { x, y }] of positions) {
    const column = [...(rows.get(x) ?? [])].sort((a, b) => a - b);
    const index = column.indexOf(y);
    places.set(id, {
      x: columns.length < 2 ? 0.5 : columns.indexOf(x) / (columns.length - 1),
      y: tallest < 2 ? 0.5 : 0.5 + (index - (column.length - 1) / 2) / (tallest - 1),
    });
  }
  return places;
}

export function miniature(block: Pick<BlockDefinition, "graph">, width: number, height: number): Miniature {
  const { graph } = block;
  const kept = graph.nodes.slice(0, MOST_DOTS);
  const ids = new Set(kept.map((node) => node.id));
  const edges = graph.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  const places = unitPlaces({ nodes: kept, edges });
  const dot = Math.max(2.4, Math.min(5, width / (2 * Math.sqrt(Math.max(1, kept.length)) + 2)));
  const at = (id: NodeId): Place | null => {
    const place = places.get(id);
    if (place === undefined) return null;
    return { x: dot + place.x * (width - 2 * dot), y: dot + place.y * (height - 2 * dot) };
  };
  const wires = graph.edges.flatMap((edge) => {
    const from = at(edge.from);
    const to = at(edge.to);
    if (from === null || to === null) return [];
    const middle = round((from.x + to.x) / 2);
    return [
      `M${round(from.x)},${round(from.y)}C${middle},${round(from.y)} ${middle},${round(to.y)} ${round(to.x)},${round(to.y)}`,
    ];
  });
  return {
    width,
    height,
    dot: round(dot),
    wires: wires.join(""),
    nodes: kept.flatMap((node) => {
      const place = at(node.id);
      if (place === null) return [];
      const tone: Tone = node.type === "layer" ? layerSpec(node.kind).family : node.type;
      return [{ x: round(place.x), y: round(place.y), tone }];
    }),
  };
}
