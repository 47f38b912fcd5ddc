/** Whether two ports may be connected, and the wire between them. */
import { type Problem, problem, type Values } from "../../tensor/problem.ts";
import { descendants, edgesInto, graphOf, nodeById } from "../graph.ts";
import { inputPorts, outputPorts } from "../ports.ts";
import type { Edge, Graph, GraphDocument, NodeId, Scope } from "../types.ts";
import { editMessages } from "./messages.ts";

export interface Wish {
  readonly from: NodeId;
  readonly fromPort: string;
  readonly to: NodeId;
  readonly toPort: string;
}

/**
 * Why this wire is refused, or `null`. Shapes are not judged here. With `replace` a wire that is at a single port
 * already gives way. Cheap enough to be asked for each port while a wire is dragged.
 */
export function judgeConnection(
  document: GraphDocument,
  scope: Scope,
  wish: Wish,
  replace: boolean,
): Problem | null {
  const graph = graphOf(document, scope);
  const [from, to] = [nodeById(graph, wish.from), nodeById(graph, wish.to)];
  const no = (code: keyof typeof editMessages, path: string, values: Values): Problem =>
    problem(editMessages, code, { path }, values);
  if (from === undefined) return no("edit/no-node", "", { id: wish.from });
  if (to === undefined) return no("edit/no-node", "", { id: wish.to });
  const outputs = outputPorts(document, from);
  if (!outputs.includes(wish.fromPort)) {
    const known = outputs.join(", ") || "none";
    return no("edit/no-port", from.name, {
      name: from.name,
      direction: "output",
      port: wish.fromPort,
      known,
    });
  }
  const inputs = inputPorts(document, to);
  const port = inputs.find(({ name }) => name === wish.toPort);
  if (port === undefined) {
    const known = inputs.map(({ name }) => name).join(", ") || "none";
    return no("edit/no-port", to.name, { name: to.name, direction: "input", port: wish.toPort, known });
  }
  if (from.id === to.id) return no("edit/self-wire", to.name, { name: to.name });
  const there = edgesInto(graph, to.id, wish.toPort);
  if (there.some((edge) => edge.from === from.id && edge.fromPort === wish.fromPort)) {
    return no("edit/already-connected", to.name, { from: from.name, to: to.name });
  }
  if (port.variadic !== true && there.length > 0 && !replace) {
    return no("edit/port-taken", to.name, { port: wish.toPort, name: to.name });
  }
  if (!descendants(graph, [to.id]).has(from.id)) return null;
  return no("edit/would-cycle", to.name, { name: from.name, cycle: cycleThrough(graph, to.id, from.id) });
}

/** `conv1 → relu1 → conv1`: the way from `start` to `end`, closed by the wire that is asked for. */
function cycleThrough(graph: Graph, start: NodeId, end: NodeId): string {
  const cameFrom = new Map<NodeId, NodeId>();
  const reached = new Set([start]);
  for (const id of reached) {
    for (const edge of graph.edges) {
      if (edge.from !== id || reached.has(edge.to)) continue;
      cameFrom.set(edge.to, id);
      reached.add(edge.to);
    }
    if (reached.has(end)) break;
  }
  const way = [end];
  for (let id = cameFrom.get(end); id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  const names = [...way, start].map((id) => nodeById(graph, id)?.name ?? id);
  return names.length > 8 ? [...names.slice(0, 4), "…", ...names.slice(-3)].join(" → ") : names.join(" → ");
}

/** The next free slot of a port. */
export const nextSlot = (graph: Graph, to: NodeId, port: string): number =>
  edgesInto(graph, to, port).reduce((slot, edge) => Math.max(slot, edge.slot + 1), 0);

/** Numbers the wires of a variadic port anew, in the given order. */
export function withOrder(edges: readonly Edge[], order: readonly Edge[]): readonly Edge[] {
  const slots = new Map(order.map((edge, slot) => [edge.id, slot]));
  return edges.map((edge) => {
    const slot = slots.get(edge.id);
    return slot === undefined || slot === edge.slot ? edge : { ...edge, slot };
  });
}
