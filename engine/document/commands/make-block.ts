/** A selection becomes one block. */

import { layerSpec } from "../../layers/index.ts";
import { descendants, layoutOf, withBlock, withGraph, withLayout } from "../graph.ts";
import { freeName, isNodeName, namesOf } from "../names.ts";
import { identifierSchema, idSchema, nameSchema } from "../schema.ts";
import type { BlockDefinition, BlockNode, Graph, GraphNode, NodeId } from "../types.ts";
import { z } from "../zod.ts";
import { boundaryOf } from "./boundary.ts";
import { defineCommand, refuse } from "./define.ts";
import { placeNodes, removeNodes, requireRoom } from "./edits.ts";
import { boundsOf, PITCH, positionsOf } from "./geometry.ts";
import { liftParameters } from "./lift.ts";
import { idsSchema, requireGraph, requireNodes, scopeSchema } from "./lookup.ts";
import { nameFromTitle } from "./new-node.ts";

/**
 * Replaces the nodes by one node of a new block. Wires across the edge of the selection become ports; an open input
 * becomes a port too. The chosen parameters, and all names that expressions inside take from outside, become parameters
 * of the block with today's values as arguments, so that the network stays the same (its paths get one name longer).
 */
export const makeBlock = defineCommand({
  id: "make-block",
  label: "Make block",
  args: z.strictObject({
    scope: scopeSchema,
    ids: idsSchema,
    title: z.string().trim().min(1).max(200),
    summary: z.exactOptional(z.string()),
    name: z.exactOptional(nameSchema),
    /** Several nodes may share one parameter where their values are equal. */
    parameters: z.exactOptional(
      z.array(z.strictObject({ node: idSchema, param: identifierSchema, name: identifierSchema })).max(256),
    ),
  }),
  edit(document, { scope, ids, title, summary = "", name, parameters = [] }, context) {
    const graph = requireGraph(document, scope);
    const nodes = requireNodes(graph, ids);
    nodes.forEach(requireInnerNode);
    const chosen = new Set(nodes.map(({ id }) => id));
    requireOnePiece(graph, chosen);

    const boundary = boundaryOf(document, graph, chosen, context);
    const lifted = liftParameters(document, scope, nodes, parameters);
    const id = context.newId();
    const block: BlockDefinition = {
      id,
      title,
      summary,
      parameters: lifted.parameters,
      graph: { nodes: [...boundary.inPorts, ...lifted.nodes, ...boundary.outPorts], edges: boundary.inside },
    };
    const others = namesOf(graph.nodes.filter((node) => !chosen.has(node.id)));
    const node: BlockNode = {
      id: context.newId(),
      name: name ?? freeName(nameFromTitle(title), others),
      type: "block",
      block: id,
      args: lifted.args,
    };
    if (others.has(node.name))
      refuse("edit/name-taken", node.name, { name: node.name, free: freeName(node.name, others) });
    if (!isNodeName(node.name)) refuse("edit/bad-name", node.name, { name: node.name });

    const center = centerOf(positionsOf(document, scope, chosen));
    const inner = innerLayout(layoutOf(document, scope).nodes, chosen, boundary);
    const withDefinition = withLayout(withBlock(document, block), id, { nodes: inner, notes: [] });
    requireRoom(withDefinition, 1 - nodes.length, 0);
    const without = removeNodes(withDefinition, scope, chosen);
    const outside = boundary.outside.map((edge) => ({
      ...edge,
      from: edge.from === "" ? node.id : edge.from,
      to: edge.to === "" ? node.id : edge.to,
    }));
    const placed = insertAt(graph, chosen, node);
    const edges = [
      ...graph.edges.filter((edge) => !chosen.has(edge.from) && !chosen.has(edge.to)),
      ...outside,
    ];
    const next = withGraph(without, scope, { nodes: placed, edges });
    return {
      document: center === null ? next : placeNodes(next, scope, { [node.id]: center }),
      created: [node.id],
    };
  },
});

/** In the place of the first node that it replaces, so that files and weights keep their order. */
function insertAt(graph: Graph, chosen: ReadonlySet<NodeId>, node: GraphNode): readonly GraphNode[] {
  const first = graph.nodes.findIndex(({ id }) => chosen.has(id));
  return graph.nodes.flatMap((other, index) =>
    index === first ? [node] : chosen.has(other.id) ? [] : [other],
  );
}

function requireInnerNode(node: GraphNode): void {
  const isBoundary = node.type === "port" || (node.type === "layer" && layerSpec(node.kind).family === "io");
  if (isBoundary) refuse("edit/io-in-block", node.name, { name: node.name });
}

/** No way out of the selection and in again: the block would read its own output. */
function requireOnePiece(graph: Graph, chosen: ReadonlySet<NodeId>): void {
  const after = graph.edges
    .filter((edge) => chosen.has(edge.from) && !chosen.has(edge.to))
    .map((edge) => edge.to);
  const reached = descendants(graph, after);
  for (const edge of graph.edges) {
    if (!chosen.has(edge.to) || chosen.has(edge.from) || !reached.has(edge.from)) continue;
    const between = graph.nodes.find((node) => node.id === edge.from);
    refuse("edit/not-one-piece", between?.name ?? "", { name: between?.name ?? edge.from });
  }
}

type Positions = Readonly<Record<NodeId, { readonly x: number; readonly y: number }>>;

function centerOf(positions: Parameters<typeof boundsOf>[0]) {
  const bounds = boundsOf(positions);
  return bounds && { x: (bounds.min.x + bounds.max.x) / 2, y: (bounds.min.y + bounds.max.y) / 2 };
}

/** The nodes as they stood, their ports to the left and right of them. */
function innerLayout(
  positions: Positions,
  chosen: ReadonlySet<NodeId>,
  { inPorts, outPorts }: { readonly inPorts: readonly GraphNode[]; readonly outPorts: readonly GraphNode[] },
): Positions {
  const kept = Object.entries(positions).filter(([id]) => chosen.has(id));
  const bounds = boundsOf(kept.map(([, position]) => position));
  if (bounds === null) return {};
  const { min, max } = bounds;
  const middle = (min.y + max.y) / 2;
  const column = (ports: readonly GraphNode[], x: number) =>
    ports.map(
      ({ id }, index) => [id, { x, y: middle + (index - (ports.length - 1) / 2) * PITCH.y }] as const,
    );
  return Object.fromEntries([
    ...kept,
    ...column(inPorts, min.x - PITCH.x),
    ...column(outPorts, max.x + PITCH.x),
  ]);
}
