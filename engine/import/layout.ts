/** A tidy layout for a graph that has none. */
import type { Graph, GraphNode, ScopeLayout } from "../document/types.ts";
import { tidyAnyway } from "../targets/svg/arrange/tidy.ts";
import { NODE_WIDTH, PORT_NODE_WIDTH } from "../targets/svg/metrics.ts";

/** Of a node at the usual density. */
const NODE_HEIGHT = 64;

export function layoutOf({ nodes, edges }: Graph): ScopeLayout {
  const width = (node: GraphNode): number => (node.type === "port" ? PORT_NODE_WIDTH : NODE_WIDTH);
  const places = tidyAnyway(
    nodes.map((node) => ({ key: node.id, width: width(node), height: NODE_HEIGHT })),
    edges,
    false,
    { x: 0, y: 0 },
  );
  return { nodes: Object.fromEntries(places), notes: [] };
}
