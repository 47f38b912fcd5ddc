import { isExpression, type ParamValue } from "../../layers/param.ts";
import type { CommandContext } from "../commands.ts";
import { evaluateExpression } from "../expression/evaluate.ts";
import { readExpression } from "../expression/index.ts";
import { graphOf, layoutOf, withGraph, withLayout } from "../graph.ts";
import { freeName, namesOf } from "../names.ts";
import { blockPorts } from "../ports.ts";
import type { BlockNode, Edge, Graph, GraphDocument, NodeId, Scope } from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, refuse } from "./define.ts";
import { positionOf, requireRoom } from "./edits.ts";
import { PITCH } from "./geometry.ts";
import { idSchema, requireBlock, requireBlockNode, requireGraph, scopeSchema } from "./lookup.ts";
import { substituteValue } from "./substitute.ts";

/** Copies side by side instead of a repeat, named `block.0`, `block.1`, ..., so that the paths of weights stay. */
export const unpackRepeat = defineCommand({
  id: "unpack-repeat",
  label: "Unpack repeat",
  args: z.strictObject({ scope: scopeSchema, id: idSchema }),
  edit(document, { scope, id }, context) {
    return unpack(document, scope, requireBlockNode(requireGraph(document, scope), id), context);
  },
});

export function unpack(
  document: GraphDocument,
  scope: Scope,
  node: BlockNode,
  context: CommandContext,
): { readonly document: GraphDocument; readonly created: readonly NodeId[] } {
  const definition = requireBlock(document, node.block);
  const count = countOf(document, scope, node);
  const graph = graphOf(document, scope);
  requireRoom(document, count - 1, 0);
  const taken = namesOf(graph.nodes.filter((other) => other.id !== node.id));
  const { repeat: _, ...rest } = node;
  const copies = Array.from({ length: count }, (__, index): BlockNode => {
    const name = freeName(`${node.name}.${index}`, taken);
    taken.add(name);
    return { ...rest, id: context.newId(), name, args: argumentsOf(node, index, count) };
  });
  const [first, last] = [copies[0], copies.at(-1)];
  if (first === undefined || last === undefined)
    return refuse("edit/repeat-unknown", node.name, { name: node.name });

  const inputs = blockPorts(definition, "in").map(({ name }) => name);
  const outputs = blockPorts(definition, "out").map(({ name }) => name);
  // Inputs beyond the outputs are not chained: every copy reads what the first one reads.
  const shared = new Set(inputs.slice(outputs.length));
  const edges = graph.edges.flatMap((edge): readonly Edge[] => {
    if (edge.from === node.id) return [{ ...edge, from: last.id }];
    if (edge.to !== node.id) return [edge];
    const more = shared.has(edge.toPort) ? copies.slice(1) : [];
    return [{ ...edge, to: first.id }, ...more.map(({ id }) => ({ ...edge, id: context.newId(), to: id }))];
  });
  const links = copies.slice(1).flatMap((copy, index) =>
    inputs.slice(0, outputs.length).map((toPort, port): Edge => {
      const from = copies[index]?.id ?? "";
      return { id: context.newId(), from, fromPort: outputs[port] ?? "", to: copy.id, toPort, slot: 0 };
    }),
  );
  const next: Graph = {
    nodes: graph.nodes.flatMap((other) => (other.id === node.id ? copies : [other])),
    edges: [...edges, ...links],
  };
  const unpacked = placeCopies(
    withGraph(document, scope, next),
    scope,
    node.id,
    copies.map(({ id }) => id),
  );
  return { document: unpacked, created: copies.map(({ id }) => id) };
}

/** The number of copies, where it can be known without an instance of the block around. */
function countOf(document: GraphDocument, scope: Scope, node: BlockNode): number {
  const { repeat, name } = node;
  if (repeat === undefined) return refuse("edit/repeats-not", name, { name });
  if (node.muted !== undefined && node.muted !== false) return refuse("edit/muted-block", name, { name });
  const known = new Map(scope === null ? Object.entries(document.variables) : []);
  const read = isExpression(repeat) ? readExpression(repeat) : null;
  const result = read?.ok ? evaluateExpression(read.value, known, "") : null;
  const count = read === null ? repeat : result?.ok ? result.value : null;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > 5_000) {
    return refuse("edit/repeat-unknown", name, { name });
  }
  return count;
}

function argumentsOf(node: BlockNode, index: number, count: number): Readonly<Record<string, ParamValue>> {
  const by = new Map([
    ["i", { value: index, whole: false }],
    ["n", { value: count, whole: false }],
  ]);
  return Object.fromEntries(
    Object.entries(node.args).map(([name, value]) => [name, substituteValue(value, by)]),
  );
}

function placeCopies(
  document: GraphDocument,
  scope: Scope,
  old: NodeId,
  copies: readonly NodeId[],
): GraphDocument {
  const corner = positionOf(document, scope, old);
  const layout = layoutOf(document, scope);
  const { [old]: _, ...others } = layout.nodes;
  if (corner === undefined) return document;
  const placed = copies.map((id, index) => [id, { x: corner.x + index * PITCH.x, y: corner.y }] as const);
  // What stood to the right makes room for the copies.
  const by = (copies.length - 1) * PITCH.x;
  const moved = Object.entries(others).map(([id, place]) =>
    place.x > corner.x + PITCH.x / 2
      ? ([id, { ...place, x: place.x + by }] as const)
      : ([id, place] as const),
  );
  return withLayout(document, scope, { ...layout, nodes: Object.fromEntries([...moved, ...placed]) });
}
