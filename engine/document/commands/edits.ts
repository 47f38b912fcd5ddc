/** The small steps that commands are made of. Each gives a new document and keeps what did not change. */
import { LIMITS } from "../../tensor/limits.ts";
import { graphOf, layoutOf, scopesOf, withGraph, withLayout } from "../graph.ts";
import { isPort } from "../ports.ts";
import type {
  Edge,
  EdgeId,
  Graph,
  GraphDocument,
  GraphNode,
  NodeId,
  Note,
  Position,
  Scope,
} from "../types.ts";
import { refuse } from "./define.ts";

export type Positions = Readonly<Record<NodeId, Position>>;

/** Puts nodes, wires and positions into a graph; refuses beyond the limits of a document. */
export function insertAll(
  document: GraphDocument,
  scope: Scope,
  parts: {
    readonly nodes?: readonly GraphNode[];
    readonly edges?: readonly Edge[];
    readonly positions?: Positions;
    readonly notes?: readonly Note[];
  },
): GraphDocument {
  const { nodes = [], edges = [], positions = {}, notes = [] } = parts;
  const graph = graphOf(document, scope);
  requireRoom(document, nodes.length, edges.length);
  const grown = { nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] };
  return placeNodes(withNotes(withGraph(document, scope, grown), scope, notes), scope, positions);
}

export function requireRoom(document: GraphDocument, nodes: number, edges: number): void {
  const graphs = scopesOf(document).map((scope) => graphOf(document, scope));
  const count = (of: (graph: Graph) => number): number => graphs.reduce((sum, graph) => sum + of(graph), 0);
  const total = {
    nodes: nodes + count((graph) => graph.nodes.length),
    edges: edges + count((graph) => graph.edges.length),
  };
  for (const what of ["nodes", "edges"] as const) {
    if (total[what] <= LIMITS[what]) continue;
    refuse("edit/too-many", "", {
      what: what === "nodes" ? "nodes" : "wires",
      got: total[what],
      limit: LIMITS[what],
    });
  }
}

function withNotes(document: GraphDocument, scope: Scope, notes: readonly Note[]): GraphDocument {
  if (notes.length === 0) return document;
  const layout = layoutOf(document, scope);
  return withLayout(document, scope, { ...layout, notes: [...layout.notes, ...notes] });
}

/** Sets positions; those that stay equal keep the layout's identity. */
export function placeNodes(document: GraphDocument, scope: Scope, positions: Positions): GraphDocument {
  const layout = layoutOf(document, scope);
  const moved = Object.entries(positions).filter(([id, { x, y }]) => {
    const old = Object.hasOwn(layout.nodes, id) ? layout.nodes[id] : undefined;
    return old === undefined || old.x !== x || old.y !== y;
  });
  if (moved.length === 0) return document;
  return withLayout(document, scope, { ...layout, nodes: { ...layout.nodes, ...Object.fromEntries(moved) } });
}

/** Applies a change to some nodes of a graph, in place. */
export function mapNodes(
  document: GraphDocument,
  scope: Scope,
  ids: ReadonlySet<NodeId>,
  change: (node: GraphNode) => GraphNode,
): GraphDocument {
  const graph = graphOf(document, scope);
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    if (!ids.has(node.id)) return node;
    const next = change(node);
    changed ||= next !== node;
    return next;
  });
  return changed ? withGraph(document, scope, { ...graph, nodes }) : document;
}

/** Replaces the wires of a graph. */
export const withEdges = (document: GraphDocument, scope: Scope, edges: readonly Edge[]): GraphDocument =>
  withGraph(document, scope, { ...graphOf(document, scope), edges });

export function removeEdges(document: GraphDocument, scope: Scope, ids: ReadonlySet<EdgeId>): GraphDocument {
  const { edges } = graphOf(document, scope);
  const kept = edges.filter((edge) => !ids.has(edge.id));
  return kept.length === edges.length ? document : withEdges(document, scope, kept);
}

/** Removes nodes with their wires and positions; a port also loses its wires wherever its block is used. */
export function removeNodes(document: GraphDocument, scope: Scope, ids: ReadonlySet<NodeId>): GraphDocument {
  const graph = graphOf(document, scope);
  const ports = graph.nodes.filter((node) => ids.has(node.id)).filter(isPort);
  const rest: Graph = {
    nodes: graph.nodes.filter((node) => !ids.has(node.id)),
    edges: graph.edges.filter((edge) => !ids.has(edge.from) && !ids.has(edge.to)),
  };
  const layout = layoutOf(document, scope);
  const nodes = Object.fromEntries(Object.entries(layout.nodes).filter(([id]) => !ids.has(id)));
  let next = withLayout(withGraph(document, scope, rest), scope, { ...layout, nodes });
  for (const port of ports) {
    next = mapInstanceWires(next, scope, port.direction, (name) => (name === port.name ? null : name));
  }
  return next;
}

/** Renames or drops (`null`) the ports that wires name at the nodes of a block, in all graphs. */
export function mapInstanceWires(
  document: GraphDocument,
  block: Scope,
  direction: "in" | "out",
  map: (port: string) => string | null,
): GraphDocument {
  let next = document;
  for (const scope of scopesOf(document)) {
    const graph = graphOf(next, scope);
    const instances = new Set(
      graph.nodes.filter((node) => node.type === "block" && node.block === block).map(({ id }) => id),
    );
    if (instances.size === 0) continue;
    const edges = graph.edges.flatMap((edge): readonly Edge[] => {
      if (!instances.has(direction === "in" ? edge.to : edge.from)) return [edge];
      const name = map(direction === "in" ? edge.toPort : edge.fromPort);
      if (name === null) return [];
      return [direction === "in" ? { ...edge, toPort: name } : { ...edge, fromPort: name }];
    });
    next = withGraph(next, scope, { ...graph, edges });
  }
  return next;
}

export const positionOf = (document: GraphDocument, scope: Scope, id: NodeId): Position | undefined => {
  const { nodes } = layoutOf(document, scope);
  return Object.hasOwn(nodes, id) ? nodes[id] : undefined;
};
