/** Fixes of inputs without a wire: the nearest output whose shape fits, or an input layer. */
import { originKey, portKey } from "../../blocks/origin.ts";
import type { ExpandedNode } from "../../blocks/types.ts";
import { descendants, edgesInto, graphOf } from "../../document/graph.ts";
import { inputPorts, outputPorts } from "../../document/ports.ts";
import type { Graph, GraphDocument, GraphNode, NodeId } from "../../document/types.ts";
import { layerSpec } from "../../layers/index.ts";
import type { Fix, Problem } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type Findings, locate, originIn } from "../findings.ts";
import { addLayer, connect, unusedId } from "./calls.ts";
import { analysisFix } from "./labels.ts";

const MOST_TRIED = 40;
const MOST_FIXES = 2;

interface Source {
  readonly node: GraphNode;
  readonly port: string;
  /** Known where what comes before it is right. */
  readonly shape: Shape | undefined;
}

/** An input layer, of the size that the document's variables say, in front of a port that waits for a wire. */
export function addInput(document: GraphDocument, to?: { readonly id: NodeId; readonly port: string }): Fix {
  const id = unusedId(document, "input");
  const names = ["channels", "height", "width"].filter((name) => Object.hasOwn(document.variables, name));
  const params = Object.fromEntries(names.map((name) => [name, `=${name}`]));
  const target = to === undefined ? undefined : document.layout.root.nodes[to.id];
  const at = target === undefined ? undefined : { x: target.x - 220, y: target.y };
  const added = addLayer(null, "input", params, id, at);
  const wire =
    to === undefined ? [] : [connect(null, { from: id, fromPort: "out", to: to.id, toPort: to.port })];
  return analysisFix("add-input", {}, [added, ...wire]);
}

/** For a problem `missing-input` of `expand`. */
export function sourceFixes(findings: Findings, missing: Problem): readonly Fix[] {
  const { document, expanded } = findings;
  const origin = originIn(missing.values);
  const here = locate(document, origin);
  if (here === undefined || missing.port === undefined) return [];
  const { scope, node } = here;
  const graph = graphOf(document, scope);
  const lacking = lackingWires(document, graph, node, missing.port);
  const tried = nearest(findings, origin, graph, node, missing.port);
  const judge = judgeOf(findings, origin, graph, missing.port);
  const chosen =
    lacking > 1
      ? [severalSources(tried, lacking, judge)]
      : [...tried.filter(({ shape }) => judge([shape])), ...tried]
          .slice(0, MOST_FIXES)
          .map((source) => [source]);
  const fitting = chosen.filter(
    (sources) => sources.length === lacking && judge(sources.map(({ shape }) => shape)),
  );
  const offered =
    fitting.length > 0 ? fitting : chosen.filter((sources) => sources.length === lacking).slice(0, 1);
  const fixes = distinct(offered).map((sources) => {
    const names = sources.map((source) => source.node.name).join(", ");
    const wires = sources.map(({ node: from, port }) =>
      connect(scope, { from: from.id, fromPort: port, to: node.id, toPort: missing.port ?? "in" }),
    );
    return analysisFix("connect-source", { source: names, name: node.name }, wires);
  });
  const noInput = scope === null && lacking === 1 && !expanded.nodes.some(({ kind }) => kind === "input");
  return noInput ? [...fixes, addInput(document, { id: node.id, port: missing.port })] : fixes;
}

const distinct = (offered: readonly (readonly Source[])[]): readonly (readonly Source[])[] => [
  ...new Map(
    offered.map((sources) => [sources.map(({ node, port }) => `${node.id} ${port}`).join(), sources]),
  ).values(),
];

function lackingWires(document: GraphDocument, graph: Graph, node: GraphNode, name: string): number {
  const port = inputPorts(document, node).find((candidate) => candidate.name === name);
  const least = port?.variadic === true ? (port.min ?? 1) : 1;
  return Math.max(1, least - edgesInto(graph, node.id, name).length);
}

/** Outputs that can be connected without a circle: those that nothing reads first, then by distance in the document. */
function nearest(
  { document, expanded, shapes }: Findings,
  origin: readonly NodeId[],
  graph: Graph,
  target: GraphNode,
  port: string,
): readonly Source[] {
  const behind = descendants(graph, [target.id]);
  const there = new Set(edgesInto(graph, target.id, port).map((edge) => `${edge.from} ${edge.fromPort}`));
  const read = new Set(graph.edges.map((edge) => edge.from));
  const place = graph.nodes.indexOf(target);
  const ranked = graph.nodes
    .map((node, index) => ({ node, index }))
    .filter(({ node }) => !behind.has(node.id) && !(node.type === "layer" && node.kind === "output"))
    .map(({ node, index }) => {
      const distance = index < place ? place - index : graph.nodes.length + index - place;
      return { node, rank: distance + (read.has(node.id) ? 2 * graph.nodes.length : 0) };
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_TRIED);
  return ranked.flatMap(({ node }) =>
    outputPorts(document, node)
      .filter((name) => !there.has(`${node.id} ${name}`))
      .map((name) => {
        const ids = [...origin.slice(0, -1), node.id];
        const key = node.type === "block" ? portKey(ids, name) : originKey(ids);
        return { node, port: name, shape: shapes.get(expanded.outputs.get(key) ?? "")?.output };
      }),
  );
}

/** Whether further inputs would be accepted; never where a shape is not known, always where the target is no layer. */
function judgeOf(
  { expanded, shapes }: Findings,
  origin: readonly NodeId[],
  graph: Graph,
  port: string,
): (added: readonly (Shape | undefined)[]) => boolean {
  const key = originKey(origin);
  const layer: ExpandedNode | undefined = expanded.nodes.find((node) => originKey(node.origin) === key);
  const known = (layer?.inputs ?? []).map((wire) => shapes.get(wire.from)?.output);
  const complete = known.length === edgesInto(graph, origin.at(-1) ?? "", port).length;
  return (added) => {
    const all = [...known, ...added];
    const defined = all.filter((shape) => shape !== undefined);
    if (layer === undefined) return added.every((shape) => shape !== undefined);
    if (!complete || defined.length < all.length) return false;
    return layerSpec(layer.kind).infer(layer.params, defined).ok;
  };
}

/** The first so many that fit together. */
function severalSources(
  tried: readonly Source[],
  count: number,
  judge: (added: readonly (Shape | undefined)[]) => boolean,
): readonly Source[] {
  for (const first of tried) {
    const together = [first];
    for (const next of tried) {
      if (together.length === count) break;
      if (next !== first && judge([...together, next].map(({ shape }) => shape))) together.push(next);
    }
    if (together.length === count) return together;
  }
  return tried.slice(0, count);
}
