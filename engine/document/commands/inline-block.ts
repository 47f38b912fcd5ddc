/** A block's node is replaced by what is inside the block, or a repeated one by its copies. */
import type { ParamValue } from "../../layers/param.ts";
import type { CommandContext } from "../commands.ts";
import { edgesInto, edgesOutOf, graphOf, layoutOf, withGraph, withLayout } from "../graph.ts";
import { freeName, isNodeName, namesOf } from "../names.ts";
import { blockPorts, isPort } from "../ports.ts";
import type {
  BlockDefinition,
  BlockNode,
  Edge,
  Graph,
  GraphDocument,
  GraphNode,
  NodeId,
  Scope,
} from "../types.ts";
import { z } from "../zod.ts";
import { defineCommand, type Edited, refuse } from "./define.ts";
import { positionOf, requireRoom } from "./edits.ts";
import { add, boundsOf, PITCH, shifted } from "./geometry.ts";
import { idSchema, requireBlock, requireBlockNode, requireGraph, scopeSchema } from "./lookup.ts";
import { withFrozen } from "./node-state.ts";
import { replacementOf, substituteInNode } from "./substitute.ts";
import { unpack } from "./unpack-repeat.ts";

/**
 * One level: blocks inside stay blocks. Arguments are written into the expressions; names become `block.node`, so that
 * the paths of weights stay what they were. A repeat is unpacked first.
 */
export const inlineBlock = defineCommand({
  id: "inline-block",
  label: "Inline block",
  args: z.strictObject({ scope: scopeSchema, id: idSchema }),
  edit(document, { scope, id }, context) {
    const node = requireBlockNode(requireGraph(document, scope), id);
    requireBlock(document, node.block);
    if (node.muted !== undefined && node.muted !== false)
      refuse("edit/muted-block", node.name, { name: node.name });
    if (node.repeat === undefined) return inline(document, scope, node, context);
    const unpacked = unpack(document, scope, node, context);
    let next = unpacked.document;
    const created: NodeId[] = [];
    for (const copy of unpacked.created) {
      const edited = inline(next, scope, requireBlockNode(graphOf(next, scope), copy), context);
      next = edited.document;
      created.push(...(edited.created ?? []));
    }
    return { document: next, created };
  },
});

function inline(document: GraphDocument, scope: Scope, node: BlockNode, context: CommandContext): Edited {
  const definition = requireBlock(document, node.block);
  const graph = graphOf(document, scope);
  const ids = new Map(definition.graph.nodes.map((inner) => [inner.id, context.newId()]));
  const inner = innerNodes(definition, node, ids, graph);
  const edges = [
    ...graph.edges.filter((edge) => edge.from !== node.id && edge.to !== node.id),
    ...joinedEdges(graph, node, definition, ids, context),
  ];
  const next: Graph = {
    nodes: graph.nodes.flatMap((other) => (other.id === node.id ? inner : [other])),
    edges,
  };
  requireRoom(document, next.nodes.length - graph.nodes.length, next.edges.length - graph.edges.length);
  const placed = placeInner(withGraph(document, scope, next), scope, node, ids, context);
  return { document: placed, created: inner.map(({ id }) => id) };
}

function innerNodes(
  definition: BlockDefinition,
  node: BlockNode,
  ids: ReadonlyMap<NodeId, NodeId>,
  graph: Graph,
): readonly GraphNode[] {
  const replacements = new Map(
    definition.parameters.map(({ name, spec }) => {
      const given: ParamValue | undefined = Object.hasOwn(node.args, name) ? node.args[name] : undefined;
      return [name, replacementOf(spec, given)];
    }),
  );
  const taken = namesOf(graph.nodes.filter((other) => other.id !== node.id));
  return definition.graph.nodes
    .filter((inner) => !isPort(inner))
    .map((inner) => {
      const name = freeName(`${node.name}.${inner.name}`, taken);
      if (!isNodeName(name)) refuse("edit/bad-name", node.name, { name });
      taken.add(name);
      const made = { ...substituteInNode(inner, replacements), id: ids.get(inner.id) ?? inner.id, name };
      return node.frozen === true ? withFrozen(made, true) : made;
    });
}

type Source = Pick<Edge, "from" | "fromPort">;

/** The wires inside, with the boundary taken out: what fed a port feeds what the port fed. */
function joinedEdges(
  graph: Graph,
  node: BlockNode,
  definition: BlockDefinition,
  ids: ReadonlyMap<NodeId, NodeId>,
  context: CommandContext,
): readonly Edge[] {
  const inside = definition.graph;
  const ports = new Map(inside.nodes.filter(isPort).map((port) => [port.id, port]));
  const sourceOf = (edge: Edge): Source | null => {
    const port = ports.get(edge.from);
    if (port === undefined) {
      const from = ids.get(edge.from);
      return from === undefined ? null : { from, fromPort: edge.fromPort };
    }
    return edgesInto(graph, node.id, port.name)[0] ?? null;
  };
  const joined = inside.edges.flatMap((edge): readonly Edge[] => {
    const [source, to] = [sourceOf(edge), ids.get(edge.to)];
    if (source === null || to === undefined || ports.has(edge.to)) return [];
    return [{ ...edge, id: context.newId(), from: source.from, fromPort: source.fromPort, to }];
  });
  const onward = blockPorts(definition, "out").flatMap((port) => {
    const [feed] = edgesInto(inside, port.id);
    const source = feed === undefined ? null : sourceOf(feed);
    if (source === null) return [];
    return edgesOutOf(graph, node.id, port.name).map((edge) => ({
      ...edge,
      from: source.from,
      fromPort: source.fromPort,
    }));
  });
  return [...joined, ...onward];
}

/** The inside stands where the block stood; what is right of it or below makes room. */
function placeInner(
  document: GraphDocument,
  scope: Scope,
  node: BlockNode,
  ids: ReadonlyMap<NodeId, NodeId>,
  context: CommandContext,
): GraphDocument {
  const inner = layoutOf(document, node.block);
  const corner = positionOf(document, scope, node.id);
  const outer = layoutOf(document, scope);
  const { [node.id]: _, ...others } = outer.nodes;
  const gone = withLayout(document, scope, { ...outer, nodes: others });
  const portIds = new Set(
    graphOf(document, node.block)
      .nodes.filter(isPort)
      .map(({ id }) => id),
  );
  const positions = Object.entries(inner.nodes).filter(([id]) => ids.has(id) && !portIds.has(id));
  const bounds = boundsOf(positions.map(([, position]) => position));
  if (corner === undefined || bounds === null) return gone;
  const span = { x: bounds.max.x - bounds.min.x, y: bounds.max.y - bounds.min.y };
  const beyond = (axis: "x" | "y") =>
    Object.entries(others)
      .filter(([, place]) => place[axis] > corner[axis] + PITCH[axis] / 2)
      .map(([id]) => id);
  const wider = shifted(gone, scope, beyond("x"), { x: span.x, y: 0 });
  const higher = shifted(wider, scope, beyond("y"), { x: 0, y: span.y });
  const by = { x: corner.x - bounds.min.x, y: corner.y - bounds.min.y };
  const layout = layoutOf(higher, scope);
  const placed = positions.map(([id, place]) => [ids.get(id) ?? id, add(place, by)] as const);
  const notes = inner.notes.map((note) => ({ ...note, id: context.newId(), ...add(note, by) }));
  return withLayout(higher, scope, {
    nodes: { ...layout.nodes, ...Object.fromEntries(placed) },
    notes: [...layout.notes, ...notes],
  });
}
