/** A tidy layout for a graph that has none. */
import type { Edge, Graph, GraphNode, Position, ScopeLayout } from "../document/types.ts";
import { tidyAnyway } from "../targets/svg/arrange/tidy.ts";
import { NODE_WIDTH, PORT_NODE_WIDTH } from "../targets/svg/metrics.ts";

/** Of a node at the usual density. */
const NODE_HEIGHT = 64;
/** Beyond these the careful layout takes too long: nodes, and rows that wires cross together. */
const MOST_NODES = 1_000;
const MOST_CROSSED = 20_000;

export function layoutOf({ nodes, edges }: Graph): ScopeLayout {
  const ranks = ranksOf(nodes, edges);
  const crossed = edges.reduce((sum, { from, to }) => sum + (ranks.get(to) ?? 0) - (ranks.get(from) ?? 0), 0);
  if (nodes.length > MOST_NODES || crossed > MOST_CROSSED)
    return { nodes: Object.fromEntries(plainPlaces(nodes, ranks)), notes: [] };
  const width = (node: GraphNode): number => (node.type === "port" ? PORT_NODE_WIDTH : NODE_WIDTH);
  const places = tidyAnyway(
    nodes.map((node) => ({ key: node.id, width: width(node), height: NODE_HEIGHT })),
    edges,
    false,
    { x: 0, y: 0 },
  );
  return { nodes: Object.fromEntries(places), notes: [] };
}

/** For each node the longest way to it from a beginning, in wires. Nodes come after what they read. */
function ranksOf(nodes: readonly GraphNode[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const sources = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = sources.get(to);
    if (list === undefined) sources.set(to, [from]);
    else list.push(from);
  }
  const ranks = new Map<string, number>();
  for (const { id } of nodes) {
    const before = (sources.get(id) ?? []).map((from) => ranks.get(from) ?? 0);
    ranks.set(id, before.length === 0 ? 0 : Math.max(...before) + 1);
  }
  return ranks;
}

const PER_ROW = 12;
const ROWS = 60;
const [STEP_X, STEP_Y, BAND_GAP] = [NODE_WIDTH + 40, NODE_HEIGHT + 44, 160];

/** Row under row, and side by side where these become too many. */
function plainPlaces(
  nodes: readonly GraphNode[],
  ranks: ReadonlyMap<string, number>,
): ReadonlyMap<string, Position> {
  const rows = new Map<number, string[]>();
  for (const { id } of nodes) {
    const rank = ranks.get(id) ?? 0;
    const row = rows.get(rank);
    if (row === undefined) rows.set(rank, [id]);
    else row.push(id);
  }
  const lines = [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, ids]) =>
      Array.from({ length: Math.ceil(ids.length / PER_ROW) }, (_, line) =>
        ids.slice(line * PER_ROW, (line + 1) * PER_ROW),
      ),
    );
  const places = new Map<string, Position>();
  let left = 0;
  for (let start = 0; start < lines.length; start += ROWS) {
    const band = lines.slice(start, start + ROWS);
    for (const [row, ids] of band.entries())
      for (const [column, id] of ids.entries())
        places.set(id, { x: left + column * STEP_X, y: row * STEP_Y });
    left += Math.max(...band.map(({ length }) => length)) * STEP_X + BAND_GAP;
  }
  return places;
}
