/** Places for nodes that a document gives none: in columns by the longest way from the start. */
import type { Graph, NodeId, Position } from "../../document/types.ts";
import { GAP, NODE_WIDTH } from "./metrics.ts";

const ROW = 96;

/** Depth of each node: one more than the deepest that it reads. Nodes of a cycle stay where the way first met them. */
export function depths(graph: Graph): ReadonlyMap<NodeId, number> {
  const sources = new Map<NodeId, NodeId[]>();
  for (const edge of graph.edges) sources.set(edge.to, [...(sources.get(edge.to) ?? []), edge.from]);
  const depth = new Map<NodeId, number>();
  const open = new Set<NodeId>();
  const visit = (start: NodeId): void => {
    // Own stack: a chain of thousands of layers must not overflow the call stack.
    const stack: NodeId[] = [start];
    while (stack.length > 0) {
      const id = stack.at(-1) as NodeId;
      const waiting = open.has(id)
        ? []
        : (sources.get(id) ?? []).filter((from) => !depth.has(from) && !open.has(from));
      open.add(id);
      if (waiting.length > 0) {
        stack.push(...waiting);
        continue;
      }
      stack.pop();
      const deepest = (sources.get(id) ?? []).reduce(
        (most, from) => Math.max(most, depth.get(from) ?? -1),
        -1,
      );
      depth.set(id, deepest + 1);
    }
  };
  for (const node of graph.nodes) if (!depth.has(node.id)) visit(node.id);
  return depth;
}

export function layeredPositions(graph: Graph): ReadonlyMap<NodeId, Position> {
  const depth = depths(graph);
  const rows = new Map<number, number>();
  const positions = new Map<NodeId, Position>();
  for (const node of graph.nodes) {
    const column = depth.get(node.id) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    positions.set(node.id, { x: column * (NODE_WIDTH + GAP.along), y: row * ROW });
  }
  return positions;
}
