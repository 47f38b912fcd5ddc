/** Random documents: chains, merges, blocks in blocks, and every way to get them wrong. */
import fc from "fast-check";
import type { BlockDefinition, Edge, Graph, GraphDocument, GraphNode } from "../../engine/document/types.ts";
import { type LayerKind, layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { ParamSpec, ParamValue } from "../../engine/layers/param.ts";
import { documentOf, param } from "../document/builder.ts";

/** How wrong a document may be: `sound` ones can be written by hand in the editor, the others come from files. */
export type Care = "sound" | "careless";

/** Kinds that networks are made of come up more often. */
const kind = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<LayerKind>(
      "conv2d",
      "relu",
      "maxPool2d",
      "batchNorm",
      "add",
      "concat",
      "flatten",
      "dense",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...layerKinds) },
);

const garbage: fc.Arbitrary<ParamValue> = fc.oneof(
  fc.constantFrom<ParamValue>("=missing", "=1/0", "=(", "=n", "text", "__proto__", Number.NaN, -1, 1e9, 0.5),
  fc.array(fc.integer({ min: -2, max: 9 }), { maxLength: 4 }),
);
const whole = fc.integer({ min: 1, max: 6 });

function sensible(spec: ParamSpec): fc.Arbitrary<ParamValue> {
  switch (spec.type) {
    case "int":
      return fc.oneof(whole, fc.constantFrom<ParamValue>("=width", "=width * 2"));
    case "float":
      return fc.constantFrom<ParamValue>(spec.default, spec.min);
    case "bool":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...spec.options);
    case "pair":
      return fc.oneof(fc.tuple(whole, whole), whole, fc.constant("=width"));
    case "ints":
      return fc.oneof(
        fc.constant<ParamValue>([-1]),
        fc.tuple(whole, whole, fc.constant(-1)),
        fc.tuple(whole),
      );
  }
}

/** A few parameters of the kind; the rest stay at their defaults. */
function params(of: LayerKind, care: Care): fc.Arbitrary<Readonly<Record<string, ParamValue>>> {
  const entries = Object.entries(layerSpec(of).params).map(([name, spec]) => {
    const value =
      care === "sound" ? sensible(spec) : fc.oneof({ weight: 30, arbitrary: sensible(spec) }, garbage);
    return [name, fc.option(value, { freq: 3, nil: undefined })] as const;
  });
  return fc
    .record(Object.fromEntries(entries))
    .map((given) =>
      Object.fromEntries(
        Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );
}

const layerNode = (care: Care): fc.Arbitrary<(id: string) => GraphNode> =>
  kind.chain((of) =>
    params(of, care).map((given) => (id: string) => ({
      id,
      name: id,
      type: "layer",
      kind: of,
      params: given,
    })),
  );

function blockNode(blocks: readonly string[], care: Care): fc.Arbitrary<(id: string) => GraphNode> {
  const repeat =
    care === "sound"
      ? fc.constantFrom(1, 2, 3)
      : fc.constantFrom<number | string>(0, 2, 3, -1, 1.5, 1e6, "=width", "=oops");
  const of = fc.constantFrom(...blocks, ...(care === "sound" ? [] : ["nowhere"]));
  const width =
    care === "sound"
      ? fc.constantFrom<ParamValue>(3, "=width + 1")
      : fc.oneof(fc.constantFrom<ParamValue>(3, "=width + 1", "=i"), garbage);
  return fc
    .record({ of, width, repeat: fc.option(repeat, { nil: undefined }) })
    .map((made) => (id: string) => ({
      id,
      name: id,
      type: "block",
      block: made.of,
      args: { width: made.width },
      ...(made.repeat === undefined ? {} : { repeat: made.repeat }),
    }));
}

const rare: fc.Arbitrary<(id: string) => GraphNode> = fc.constantFrom(
  (id: string): GraphNode => ({
    id,
    name: id,
    type: "unknown",
    raw: { kind: "capsule", deep: { __proto__: 1 } },
  }),
  (id: string): GraphNode => ({ id, name: id, type: "port", direction: "in" }),
  (id: string): GraphNode => ({ id: "same", name: id, type: "layer", kind: "relu", params: {} }),
  (id: string): GraphNode => ({ id, name: "same", type: "layer", kind: "relu", params: {} }),
  (id: string): GraphNode => ({ id, name: "no name!", type: "layer", kind: "relu", params: {} }),
  (id: string): GraphNode => ({ id, name: id, type: "layer", kind: "relu", params: {}, muted: "=width" }),
  (id: string): GraphNode => ({ id, name: id, type: "layer", kind: "input", params: {}, muted: true }),
);

const isMerge = (node: GraphNode): boolean =>
  node.type === "layer" && layerSpec(node.kind).inputs[0]?.variadic === true;

/** Each node reads the one before it, merges a second one too; some wires lie elsewhere. */
function graphOf(
  first: readonly GraphNode[],
  last: readonly GraphNode[],
  blocks: readonly string[],
  care: Care,
): fc.Arbitrary<Graph> {
  const inner = fc.oneof(
    { weight: 16, arbitrary: layerNode(care) },
    ...(blocks.length === 0 ? [] : [{ weight: 4, arbitrary: blockNode(blocks, care) }]),
    ...(care === "sound" ? [] : [{ weight: 1, arbitrary: rare }]),
  );
  const picks = fc.array(fc.record({ node: inner, from: fc.nat(), second: fc.nat(), straight: fc.nat(19) }), {
    maxLength: 9,
  });
  const stray = fc.record({
    from: fc.nat(14),
    to: fc.nat(14),
    port: fc.constantFrom("in", "out", "x", "__proto__"),
    slot: fc.nat(3),
  });
  const wrong =
    care === "sound" ? fc.constant([]) : fc.oneof(fc.constant([]), fc.array(stray, { maxLength: 3 }));
  return fc.tuple(picks, wrong).map(([made, extra]) => {
    const nodes = [...first, ...made.map(({ node }, index) => node(`n${index}`)), ...last];
    const edges: Edge[] = [];
    const connect = (from: number, to: number, slot: number, port = "in", fromPort = "out"): void => {
      edges.push({
        id: `e${edges.length}`,
        from: nodes[from]?.id ?? "gone",
        fromPort,
        to: nodes[to]?.id ?? "gone",
        toPort: port,
        slot,
      });
    };
    for (let to = 1; to < nodes.length; to++) {
      const pick = made[to - first.length];
      const node = nodes[to];
      if (node === undefined || (pick !== undefined && pick.straight === 0)) continue;
      const from = pick === undefined || pick.straight > 3 ? to - 1 : pick.from % to;
      if (node.type === "layer" && layerSpec(node.kind).inputs.length === 0) continue;
      connect(from, to, 0);
      if (pick !== undefined && isMerge(node) && pick.second % to !== from) connect(pick.second % to, to, 1);
    }
    for (const { from, to, port, slot } of extra) connect(from, to, slot, port, port === "x" ? "x" : "out");
    return { nodes, edges };
  });
}

const inputNode: fc.Arbitrary<GraphNode> = fc
  .record({ channels: fc.constantFrom(1, 3, 8), size: fc.constantFrom(1, 8, 28, 64), vector: fc.nat(9) })
  .map(({ channels, size, vector }) => ({
    id: "input",
    name: "input",
    type: "layer",
    kind: "input",
    params: { channels, height: size, width: size, ...(vector === 0 ? { layout: "vector" } : {}) },
  }));
const outputNode: GraphNode = { id: "output", name: "output", type: "layer", kind: "output", params: {} };
const inPort: GraphNode = { id: "in", name: "in", type: "port", direction: "in" };
const outPort: GraphNode = { id: "out", name: "out", type: "port", direction: "out" };

const definition = (id: string, blocks: readonly string[], care: Care): fc.Arbitrary<BlockDefinition> =>
  graphOf([inPort], [outPort], blocks, care).map((graph) => ({
    id,
    title: id,
    summary: "",
    parameters: [param("width", 2, 64)],
    graph,
  }));

/** Up to three blocks, each using the ones before it; careless ones use themselves too. Or a graph without any. */
export function randomDocument(care: Care, withBlocks = true): fc.Arbitrary<GraphDocument> {
  const recursive = care === "sound" ? [] : ["b1", "b2", "b3"];
  const blocks = fc.tuple(
    definition("b1", recursive, care),
    definition("b2", ["b1", ...recursive], care),
    definition("b3", ["b2", ...recursive], care),
  );
  const training = fc.record({
    classes: fc.constantFrom(undefined, 2, 10),
    batchSize: fc.constantFrom(1, 64),
  });
  return fc.tuple(inputNode, blocks, training).chain(([input, made, { classes, batchSize }]) =>
    graphOf([input], [outputNode], withBlocks ? ["b1", "b2", "b3"] : [], care).map((graph) => {
      const variables = { width: 4, ...(classes === undefined ? {} : { classes }) };
      const document = documentOf(graph, made, variables);
      return { ...document, training: { ...document.training, batchSize } };
    }),
  );
}
