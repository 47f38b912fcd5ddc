/** Judging a wire while it is dragged: the graph's rules, then the shape rule of the layer it would go to. */
import { expand } from "../blocks/expand.ts";
import { originKey, portKey } from "../blocks/origin.ts";
import type { ExpandedNode, Path } from "../blocks/types.ts";
import { judgeConnection, nextSlot, type Wish } from "../document/commands/wires.ts";
import { edgesInto, graphOf, nodeById, withGraph } from "../document/graph.ts";
import type { Graph, GraphDocument, GraphNode, LayerNode, NodeId, Scope } from "../document/types.ts";
import { layerSpec } from "../layers/index.ts";
import { layerMessages } from "../layers/messages.ts";
import type { InputPort, ShapeIssue } from "../layers/spec.ts";
import { type Fix, type Problem, problem } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";
import { placesOf, whereabouts } from "./findings.ts";
import { connect } from "./fixes/calls.ts";
import { shapeFixes } from "./fixes/shapes.ts";
import { infer } from "./infer.ts";
import type { Analysis } from "./types.ts";

export interface ConnectionOptions {
  /** Whether a wire that is at a single port already gives way; it does unless this is false. */
  readonly replace?: boolean;
  /** Inside a block: the ids of the block nodes that were opened, from the top graph inwards. */
  readonly instance?: readonly NodeId[];
}
/** `from` is what the wire would carry, `to` what its target would put out; each where it is known. */
export interface ConnectionVerdict {
  readonly from?: Shape;
  readonly to?: Shape;
  /** Why not, with fixes that connect and make it fit; absent where the wire is welcome. */
  readonly refusal?: Problem;
}

interface Drag {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly scope: Scope;
  readonly wish: Wish;
  /** Ids of the block nodes around, from the top graph inwards. */
  readonly around: readonly NodeId[];
}

/**
 * The verdict on one wire; `analysis` is that of `document`. A layer is judged by itself: what comes after it changes
 * as it would after any edit. A block is judged by what is inside it.
 */
export function canConnect(
  document: GraphDocument,
  analysis: Analysis,
  scope: Scope,
  wish: Wish,
  { replace = true, instance }: ConnectionOptions = {},
): ConnectionVerdict {
  const refusal = judgeConnection(document, scope, wish, replace);
  const around = scope === null ? [] : (instance ?? instanceOf(analysis, scope));
  if (around === null) return refusal === null ? {} : { refusal };
  const drag: Drag = { document, analysis, scope, wish, around };
  const from = carried(drag);
  const shape = from === undefined ? {} : { from };
  if (refusal !== null) return { ...shape, refusal };
  const target = nodeById(graphOf(document, scope), wish.to);
  if (from === undefined || target === undefined) return shape;
  if (target.type === "block") return { from, ...intoBlock(drag, target) };
  if (target.type === "layer" && target.muted !== true) return { from, ...intoLayer(drag, target, from) };
  return { from, to: from };
}

/** The first place where a block stands; `null` where nothing uses it. */
function instanceOf(analysis: Analysis, scope: string): readonly NodeId[] | null {
  for (const { block, origin } of analysis.blocks.values()) if (block === scope) return origin;
  return null;
}

/** The shape of the output that the wire starts from. */
const carried = (drag: Drag): Shape | undefined => drag.analysis.shapes.get(sourcePath(drag))?.output;

/** The layer that gives the value of that output; empty where none does. */
function sourcePath({ document, analysis, scope, wish, around }: Drag): Path {
  const node = nodeById(graphOf(document, scope), wish.from);
  const ids = [...around, wish.from];
  const key = node?.type === "block" ? portKey(ids, wish.fromPort) : originKey(ids);
  return analysis.expanded.outputs.get(key) ?? "";
}

type Answer = Pick<ConnectionVerdict, "to" | "refusal">;

function intoLayer(drag: Drag, target: LayerNode, from: Shape): Answer {
  const { document, analysis, scope, wish, around } = drag;
  const key = originKey([...around, target.id]);
  const layer = analysis.expanded.nodes.find((node) => originKey(node.origin) === key);
  if (layer === undefined || hasWrongParams(analysis, key)) return {};
  const port = portOf(target, wish.toPort);
  const others = port?.variadic === true ? layer.inputs : [];
  const known = others.flatMap((wire) => {
    const shape = analysis.shapes.get(wire.from)?.output;
    return shape === undefined ? [] : [shape];
  });
  const wires =
    port?.variadic === true ? edgesInto(graphOf(document, scope), target.id, wish.toPort).length : 0;
  if (known.length < wires) return {};
  const inputs = [...known, from];
  const result = layerSpec(layer.kind).infer(layer.params, inputs);
  if (!result.ok) return { refusal: shapeRefusal(drag, layer, target, inputs, result.issue) };
  return inputs.length < (port?.min ?? 1) ? {} : { to: result.shape };
}

const portOf = (node: LayerNode, name: string): InputPort | undefined =>
  layerSpec(node.kind).inputs.find((port) => port.name === name);

/** Parameters that are wrong stand at their defaults, by which nothing can be judged. */
const hasWrongParams = ({ problems }: Analysis, key: string): boolean =>
  problems.some(({ code, values }) => values.origin === key && /^(param|expression)\//.test(code));

function shapeRefusal(
  drag: Drag,
  layer: ExpandedNode,
  target: LayerNode,
  inputs: readonly Shape[],
  issue: ShapeIssue,
): Problem {
  const { scope, wish } = drag;
  const source = { port: wish.toPort, from: sourcePath(drag) };
  const places = placesOf(drag.analysis.expanded, [...layer.inputs, source]);
  const site = { document: connected(drag), scope, node: target, layer, inputs, issue, places };
  const wire = connect(scope, wish);
  const fixes: readonly Fix[] = shapeFixes(site, [])
    .filter(({ code }) => code !== "remove-layer")
    .map((fix) => ({ ...fix, calls: [wire, ...fix.calls] }));
  const values = { ...issue.values, ...whereabouts(layer.origin, scope) };
  return problem(layerMessages, issue.code, { path: layer.path, port: wish.toPort, fixes }, values);
}

/** The document with the wire; one that is at a single port gives way. */
function connected({ document, scope, wish }: Drag): GraphDocument {
  const graph: Graph = graphOf(document, scope);
  const target = nodeById(graph, wish.to);
  const variadic = target?.type === "layer" && portOf(target, wish.toPort)?.variadic === true;
  const kept = graph.edges.filter((edge) => variadic || edge.to !== wish.to || edge.toPort !== wish.toPort);
  const slot = variadic ? nextSlot(graph, wish.to, wish.toPort) : 0;
  return withGraph(document, scope, { ...graph, edges: [...kept, { id: "wish", ...wish, slot }] });
}

function intoBlock(drag: Drag, target: GraphNode): Answer {
  const { expanded } = expand(connected(drag));
  const { shapes, refusals } = infer(expanded);
  const key = originKey([...drag.around, target.id]);
  const inside = refusals.find(({ node }) => originKey(node.origin).startsWith(`${key}/`));
  if (inside === undefined) {
    const to = shapes.get(expanded.outputs.get(key) ?? "")?.output;
    return to === undefined ? {} : { to };
  }
  const { node, issue } = inside;
  const values = { ...issue.values, ...whereabouts(node.origin, drag.scope) };
  const place = { path: node.path, port: drag.wish.toPort };
  return { refusal: problem(layerMessages, issue.code, place, values) };
}
