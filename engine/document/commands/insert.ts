/** Putting a node where a wire is. Also what the fixes of problems are made of. */
import type { CommandContext } from "../commands.ts";
import { edgesInto, edgesOutOf, graphOf } from "../graph.ts";
import { inputPorts, outputPorts } from "../ports.ts";
import { nameSchema, positionSchema } from "../schema.ts";
import type { Edge, GraphDocument, GraphNode, Position, Scope } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, type Edited, refuse, refuseWith } from "./define.ts";
import { insertAll, removeEdges, withEdges } from "./edits.ts";
import { placeBetween } from "./geometry.ts";
import {
  idSchema,
  requireEdge,
  requireGraph,
  requireInput,
  requireNode,
  requireOutput,
  scopeSchema,
} from "./lookup.ts";
import { makeNode, type NewNode, newNodeSchema } from "./new-node.ts";
import { judgeConnection, nextSlot } from "./wires.ts";

const at = z.exactOptional(positionSchema);

/** The ends a node has for being put on a wire. */
function throughPorts(
  document: GraphDocument,
  node: GraphNode,
): { readonly input: string; readonly output: string } {
  const [input] = inputPorts(document, node);
  const [output] = outputPorts(document, node);
  if (input === undefined || output === undefined)
    return refuse("edit/cannot-insert", node.name, { name: node.name });
  return { input: input.name, output };
}

/** Adds a node whose output takes over `wires`, and whose input is fed from where they came. */
function insertBefore(
  document: GraphDocument,
  scope: Scope,
  spec: NewNode,
  wires: readonly Edge[],
  source: Pick<Edge, "from" | "fromPort"> | null,
  place: {
    readonly before?: string | undefined;
    readonly after?: string | undefined;
    readonly at?: Position | undefined;
  },
  context: CommandContext,
): Edited {
  const node = makeNode(document, scope, graphOf(document, scope), spec, context);
  const ports = throughPorts(document, node);
  const moved = new Map(wires.map((wire) => [wire.id, { ...wire, from: node.id, fromPort: ports.output }]));
  const added = insertAll(document, scope, { nodes: [node] });
  const { edges } = graphOf(added, scope);
  const feed: Edge[] =
    source === null
      ? []
      : [
          {
            id: context.newId(),
            from: source.from,
            fromPort: source.fromPort,
            to: node.id,
            toPort: ports.input,
            slot: 0,
          },
        ];
  const rewired = withEdges(added, scope, [...edges.map((edge) => moved.get(edge.id) ?? edge), ...feed]);
  return { document: placeBetween(rewired, scope, node.id, place), created: [node.id] };
}

/** A new node, or one that is there and is moved onto the wire. */
export const insertOnEdge = defineCommand({
  id: "insert-on-edge",
  label: "Insert on wire",
  args: z.strictObject({
    scope: scopeSchema,
    edge: idSchema,
    node: z.union([newNodeSchema, idSchema], { error: () => "a new node or the id of one" }),
    at,
  }),
  edit(document, { scope, edge: id, node, at }, context) {
    const edge = requireEdge(requireGraph(document, scope), id);
    if (typeof node === "string") return insertExisting(document, scope, edge, node, context);
    return insertBefore(
      document,
      scope,
      node,
      [edge],
      edge,
      { before: edge.from, after: edge.to, at },
      context,
    );
  },
});

function insertExisting(
  document: GraphDocument,
  scope: Scope,
  edge: Edge,
  id: string,
  context: CommandContext,
): GraphDocument {
  const graph = graphOf(document, scope);
  const node = requireNode(graph, id);
  const { input, output } = throughPorts(document, node);
  const open = removeEdges(
    document,
    scope,
    new Set([edge.id, ...edgesInto(graph, id, input).map((wire) => wire.id)]),
  );
  const feed = { from: edge.from, fromPort: edge.fromPort, to: id, toPort: input };
  const onward = { from: id, fromPort: output, to: edge.to, toPort: edge.toPort };
  const first = judgeConnection(open, scope, feed, false);
  if (first !== null) return refuseWith(first);
  const half = withEdges(open, scope, [
    ...graphOf(open, scope).edges,
    { id: context.newId(), ...feed, slot: 0 },
  ]);
  const second = judgeConnection(half, scope, onward, false);
  if (second !== null) return refuseWith(second);
  return withEdges(half, scope, [...graphOf(half, scope).edges, { ...edge, ...onward }]);
}

/** Between an output and everything that reads it. */
export const insertAfter = defineCommand({
  id: "insert-after",
  label: "Insert after",
  args: z.strictObject({
    scope: scopeSchema,
    after: idSchema,
    port: z.exactOptional(nameSchema),
    node: newNodeSchema,
    at,
  }),
  edit(document, { scope, after, port, node, at }, context) {
    const graph = requireGraph(document, scope);
    const fromPort = requireOutput(document, requireNode(graph, after), port);
    const wires = edgesOutOf(graph, after, fromPort);
    const place = { before: after, after: wires[0]?.to, at };
    return insertBefore(document, scope, node, wires, { from: after, fromPort }, place, context);
  },
});

/** Between an input and what feeds it; of several wires into a variadic port, the one in `slot`. */
export const insertBeforePort = defineCommand({
  id: "insert-before-port",
  label: "Insert before",
  args: z.strictObject({
    scope: scopeSchema,
    to: idSchema,
    toPort: z.exactOptional(nameSchema),
    slot: z.exactOptional(z.int().min(0)),
    node: newNodeSchema,
    at,
  }),
  edit(document, { scope, to, toPort, slot, node, at }, context) {
    const graph = requireGraph(document, scope);
    const target = requireNode(graph, to);
    const port = requireInput(document, target, toPort).name;
    const there = edgesInto(graph, to, port);
    const wire = slot === undefined ? there[0] : there.find((edge) => edge.slot === slot);
    if (slot === undefined && there.length > 1)
      refuse("edit/which-wire", target.name, { port, name: target.name });
    if (slot !== undefined && wire === undefined)
      refuse("edit/no-wire", target.name, { id: `in slot ${slot}` });
    const place = { before: wire?.from, after: to, at };
    if (wire !== undefined) return insertBefore(document, scope, node, [wire], wire, place, context);
    const { document: added, created = [] } = insertBefore(document, scope, node, [], null, place, context);
    const [id = ""] = created;
    const { output } = throughPorts(added, requireNode(graphOf(added, scope), id));
    const edge: Edge = {
      id: context.newId(),
      from: id,
      fromPort: output,
      to,
      toPort: port,
      slot: nextSlot(graph, to, port),
    };
    return { document: withEdges(added, scope, [...graphOf(added, scope).edges, edge]), created };
  },
});
