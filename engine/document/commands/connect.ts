import { edgesInto, graphOf } from "../graph.ts";
import { nameSchema } from "../schema.ts";
import type { Edge } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse, refuseWith } from "./define.ts";
import { removeEdges, requireRoom, withEdges } from "./edits.ts";
import {
  idSchema,
  idsSchema,
  requireEdge,
  requireGraph,
  requireInput,
  requireNode,
  requireOutput,
  scopeSchema,
} from "./lookup.ts";
import { judgeConnection, nextSlot, withOrder } from "./wires.ts";

/** Ports left out are the first ones. A single port's wire gives way unless `replace` is false. */
export const connect = defineCommand({
  id: "connect",
  label: "Connect",
  args: z.strictObject({
    scope: scopeSchema,
    from: idSchema,
    fromPort: z.exactOptional(nameSchema),
    to: idSchema,
    toPort: z.exactOptional(nameSchema),
    /** Place among the wires of a variadic port; the last one where absent. */
    slot: z.exactOptional(z.int().min(0)),
    replace: z.exactOptional(z.boolean()),
    id: z.exactOptional(idSchema),
  }),
  edit(document, { scope, from, to, slot, replace = true, ...ports }, context) {
    const graph = requireGraph(document, scope);
    const fromPort = requireOutput(document, requireNode(graph, from), ports.fromPort);
    const port = requireInput(document, requireNode(graph, to), ports.toPort);
    const wish = { from, fromPort, to, toPort: port.name };
    const reason = judgeConnection(document, scope, wish, replace);
    if (reason !== null) return refuseWith(reason);
    const there = edgesInto(graph, to, port.name);
    const single = port.variadic !== true;
    if (!single || there.length === 0) requireRoom(document, 0, 1);
    const edge: Edge = {
      id: ports.id ?? context.newId(),
      ...wish,
      slot: single ? 0 : nextSlot(graph, to, port.name),
    };
    if (graph.edges.some(({ id }) => id === edge.id)) return refuse("edit/id-taken", "", { id: edge.id });
    const replaced = new Set(single ? there.map(({ id }) => id) : []);
    const edges = [...graph.edges.filter(({ id }) => !replaced.has(id)), edge];
    if (single || slot === undefined) return withEdges(document, scope, edges);
    return withEdges(
      document,
      scope,
      withOrder(edges, [...there.slice(0, slot), edge, ...there.slice(slot)]),
    );
  },
});

export const disconnect = defineCommand({
  id: "disconnect",
  label: "Disconnect",
  args: z.strictObject({ scope: scopeSchema, edges: idsSchema }),
  edit(document, { scope, edges }) {
    const graph = requireGraph(document, scope);
    for (const id of edges) requireEdge(graph, id);
    return removeEdges(document, scope, new Set(edges));
  },
});

/** The order of the wires into a variadic port: the order of a concatenation's parts. */
export const reorderSlots = defineCommand({
  id: "reorder-slots",
  label: "Reorder inputs",
  args: z.strictObject({
    scope: scopeSchema,
    to: idSchema,
    toPort: z.exactOptional(nameSchema),
    edges: idsSchema,
  }),
  edit(document, { scope, to, toPort, edges }) {
    const graph = requireGraph(document, scope);
    const node = requireNode(graph, to);
    const port = requireInput(document, node, toPort).name;
    const there = edgesInto(graph, to, port);
    const order = edges.flatMap((id) => there.find((edge) => edge.id === id) ?? []);
    if (new Set(edges).size !== there.length || order.length !== there.length) {
      const known = there.map(({ id }) => id).join(", ");
      return refuse("edit/bad-slots", node.name, { port, name: node.name, known });
    }
    const next = withOrder(graphOf(document, scope).edges, order);
    return next.every((edge, index) => edge === graph.edges[index])
      ? document
      : withEdges(document, scope, next);
  },
});
