import { layerSpec } from "../../layers/index.ts";
import type { ParamTable, ParamValue } from "../../layers/param.ts";
import type { InputPort } from "../../layers/spec.ts";
import { blockOf, withGraph } from "../graph.ts";
import { nameBase } from "../names.ts";
import { checkForm } from "../params.ts";
import { inputPorts, outputPorts } from "../ports.ts";
import type { Edge, Graph, GraphDocument, GraphNode, NodeId } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { idSchema, requireGraph, requireNode, scopeSchema } from "./lookup.ts";
import { blockTable, makeNode, nameFromTitle, newNodeSchema } from "./new-node.ts";

/**
 * Puts another kind in a node's place. Wires stay where the ports allow it, by name, then by order; parameters stay where
 * the new kind has them too. A name that was made from the old kind is made anew.
 */
export const replaceNode = defineCommand({
  id: "replace-node",
  label: "Replace",
  args: z.strictObject({ scope: scopeSchema, id: idSchema, node: newNodeSchema }),
  edit(document, { scope, id, node: spec }) {
    const graph = requireGraph(document, scope);
    const old = requireNode(graph, id);
    if (old.type === "port" || spec.type === "port")
      return refuse("edit/cannot-insert", old.name, { name: old.name });
    const others = { ...graph, nodes: graph.nodes.filter((node) => node.id !== id) };
    const named = hasMadeName(document, old) || spec.name !== undefined ? spec : { ...spec, name: old.name };
    const { id: _, ...fresh } = named;
    const made = makeNode(document, scope, others, fresh, { newId: () => id });
    const node = withKeptValues(document, old, made);
    const next: Graph = {
      nodes: graph.nodes.map((other) => (other.id === id ? node : other)),
      edges: keptEdges(document, graph, old, node),
    };
    return withGraph(document, scope, next);
  },
});

function hasMadeName(document: GraphDocument, { name, ...node }: GraphNode): boolean {
  const base =
    node.type === "layer"
      ? nameBase(node.kind)
      : node.type === "block"
        ? nameFromTitle(blockOf(document, node.block)?.title ?? "")
        : null;
  return base !== null && name.replace(/\d+$/, "") === base;
}

const tableOf = (document: GraphDocument, node: GraphNode): ParamTable => {
  if (node.type === "layer") return layerSpec(node.kind).params;
  const definition = node.type === "block" ? blockOf(document, node.block) : undefined;
  return definition === undefined ? {} : blockTable(definition);
};
const valuesOf = (node: GraphNode): Readonly<Record<string, ParamValue>> =>
  node.type === "layer" ? node.params : node.type === "block" ? node.args : {};

/** What was given for the new node wins; of the old one's values, those that the new kind can take. */
function withKeptValues(document: GraphDocument, old: GraphNode, made: GraphNode): GraphNode {
  const table = tableOf(document, made);
  const kept = Object.entries(valuesOf(old)).filter(([name, value]) => {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    return spec !== undefined && checkForm(spec, value) === null;
  });
  const values = { ...Object.fromEntries(kept), ...valuesOf(made) };
  const muted =
    old.muted === undefined || inputPorts(document, made).length === 0 ? {} : { muted: old.muted };
  if (made.type === "layer") return { ...made, params: values, ...muted };
  return made.type === "block" ? { ...made, args: values, ...muted } : made;
}

function keptEdges(document: GraphDocument, graph: Graph, old: GraphNode, node: GraphNode): readonly Edge[] {
  const inputs = inputPorts(document, node);
  const before = inputPorts(document, old).map(({ name }) => name);
  const outputs = outputPorts(document, node);
  const outputsBefore = outputPorts(document, old);
  const used = new Map<string, number>();
  return [...graph.edges]
    .sort((a, b) => a.slot - b.slot)
    .flatMap((edge): readonly Edge[] => {
      if (edge.to === node.id) return intoPort(edge, inputs, before, used);
      if (edge.from !== node.id) return [edge];
      const port = outputs.includes(edge.fromPort)
        ? edge.fromPort
        : outputs[outputsBefore.indexOf(edge.fromPort)];
      return port === undefined ? [] : [{ ...edge, fromPort: port }];
    })
    .sort((a, b) => orderIn(graph, a.id) - orderIn(graph, b.id));
}

const orderIn = (graph: Graph, id: NodeId): number => graph.edges.findIndex((edge) => edge.id === id);

function intoPort(
  edge: Edge,
  inputs: readonly InputPort[],
  before: readonly string[],
  used: Map<string, number>,
): readonly Edge[] {
  const byOrder = inputs.find(({ variadic }) => variadic) ?? inputs[Math.max(0, before.indexOf(edge.toPort))];
  const port = inputs.find(({ name }) => name === edge.toPort) ?? byOrder;
  if (port === undefined) return [];
  const slot = used.get(port.name) ?? 0;
  if (port.variadic !== true && slot > 0) return [];
  used.set(port.name, slot + 1);
  return [{ ...edge, toPort: port.name, slot }];
}
