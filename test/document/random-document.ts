/** Documents drawn at random from a seed: sensible ones, and ones where everything may be wrong. */
import { createDocument } from "../../engine/document/create.ts";
import { inputPorts, outputPorts } from "../../engine/document/ports.ts";
import type { BlockDefinition, Edge, Graph, GraphDocument, GraphNode } from "../../engine/document/types.ts";
import { layerKinds, layerSpec } from "../../engine/layers/index.ts";
import type { ParamSpec, ParamValue } from "../../engine/layers/param.ts";
import { createRandom, type Random } from "../../engine/tensor/random.ts";

const pick = <T>(random: Random, items: readonly T[]): T => items[random.int(items.length)] as T;

const EXPRESSIONS = [
  "=width",
  "=width * 2",
  "=i + 1",
  "=n - i",
  "=width //",
  "=nope",
  "=1 / 0",
  "='relu'",
  "=flag",
  "=width == 8",
  "=[3, 3]",
  "=(((",
  "==",
  "=",
];
const ANYTHING: readonly ParamValue[] = [
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  true,
  "",
  "nonsense",
  [],
  [1],
  [3, 3],
  ["=width", 3],
  [1, 2, 3, 4],
  ...EXPRESSIONS,
];

/** A literal within the limits of a parameter. */
export function validValue(spec: ParamSpec, random: Random): ParamValue {
  switch (spec.type) {
    case "bool":
      return random.int(2) === 0;
    case "choice":
      return pick(random, spec.options);
    case "int":
      return Math.min(spec.max, spec.min + random.int(8));
    case "float":
      return Math.min(spec.max, spec.min + random.next());
    case "pair": {
      const one = (): number => Math.min(spec.max, spec.min + random.int(3));
      return random.int(2) === 0 ? one() : [one(), one()];
    }
    case "ints":
      return Array.from({ length: spec.minLength }, () => Math.min(spec.max, spec.min + random.int(8)));
  }
}

function values(
  table: Readonly<Record<string, ParamSpec>>,
  random: Random,
  mess: number,
): Record<string, ParamValue> {
  const result: Record<string, ParamValue> = {};
  for (const [name, spec] of Object.entries(table)) {
    if (random.next() < 0.4)
      result[name] = random.next() < mess ? pick(random, ANYTHING) : validValue(spec, random);
  }
  if (random.next() < mess / 4)
    result[pick(random, ["nope", "__proto__", "constructor"])] = pick(random, ANYTHING);
  return result;
}

const PARAMETERS: BlockDefinition["parameters"] = [
  { name: "width", spec: { type: "int", label: "width", help: "", default: 8, min: 1, max: 64 } },
  { name: "flag", spec: { type: "bool", label: "flag", help: "", default: false } },
  { name: "size", spec: { type: "pair", label: "size", help: "", default: [3, 3], min: 1, max: 9 } },
];

function node(id: string, name: string, scope: string | null, random: Random, mess: number): GraphNode {
  const muted =
    random.next() < 0.15
      ? {
          muted: pick(random, [
            true,
            false,
            ...(scope === null ? [] : ["=flag"]),
            ...(mess > 0 ? ["=width", "x"] : []),
          ]),
        }
      : {};
  const dice = random.next();
  if (dice < 0.06 && scope !== null)
    return { id, name, type: "port", direction: pick(random, ["in", "out"]) };
  if (mess > 0 && dice < 0.06 + mess * 0.05)
    return { id, name, type: "port", direction: pick(random, ["in", "out"]), ...muted };
  if (dice < 0.12 + mess * 0.05 && mess > 0)
    return { id, name, type: "unknown", raw: { kind: "warp9" }, ...muted };
  const own = scope === null ? -1 : Number(scope.slice(1));
  if (dice < 0.35 && (own < 3 || mess > 0)) {
    // Blocks only use those after them, so that none contains itself; with mess, any.
    const block = random.next() < mess / 2 ? `b${random.int(5)}` : `b${own + 1 + random.int(3 - own)}`;
    const table = Object.fromEntries(PARAMETERS.map((parameter) => [parameter.name, parameter.spec]));
    const repeat =
      random.next() < 0.3
        ? { repeat: mess > 0 ? pick(random, [0, 1, 3, -1, 2.5, "=width // 4", "=nope"]) : 1 + random.int(3) }
        : {};
    return { id, name, type: "block", block, args: values(table, random, mess), ...repeat, ...muted };
  }
  const kind = pick(random, layerKinds);
  if (kind === "input" && mess === 0) return { id, name, type: "layer", kind, params: {} };
  return { id, name, type: "layer", kind, params: values(layerSpec(kind).params, random, mess), ...muted };
}

/** A wire that may lead anywhere. */
function wildEdge(id: string, ids: readonly string[], random: Random): Edge {
  return {
    id,
    from: pick(random, [...ids, "nowhere"]),
    fromPort: pick(random, ["out", "out", "out", "n1", "in", "", "__proto__"]),
    to: pick(random, [...ids, "nowhere"]),
    toPort: pick(random, ["in", "in", "in", "n0", "out", "x"]),
    slot: random.int(3),
  };
}

/** Every input fed from an earlier node, where one has an output. */
function sensibleEdges(
  document: GraphDocument,
  nodes: readonly GraphNode[],
  random: Random,
  mess: number,
): readonly Edge[] {
  return nodes.flatMap((target, index) =>
    inputPorts(document, target).flatMap((port) =>
      Array.from({ length: port.variadic === true ? 2 : 1 }, (_, slot): Edge | null => {
        const sources = nodes
          .slice(0, index)
          .flatMap((from) => outputPorts(document, from).map((fromPort) => ({ from, fromPort })));
        if (sources.length === 0 || random.next() < mess / 2) return null;
        const { from, fromPort } = pick(random, sources);
        return {
          id: `w${index}${port.name}${slot}`,
          from: from.id,
          fromPort,
          to: target.id,
          toPort: port.name,
          slot,
        };
      }).filter((edge) => edge !== null),
    ),
  );
}

function graph(
  document: GraphDocument,
  scope: string | null,
  size: number,
  random: Random,
  mess: number,
): Graph {
  const inner = Array.from({ length: random.int(size + 1) }, (_, index) => {
    const id = random.next() < mess * 0.1 ? "n0" : `n${index + 1}`;
    const name =
      random.next() < mess * 0.2
        ? pick(random, ["n0", "", "a b", "__proto__", "n1.0", "n2.n1"])
        : `n${index + 1}`;
    return node(id, name, scope, random, mess);
  });
  const first: GraphNode =
    scope === null
      ? { id: "n0", name: "n0", type: "layer", kind: "input", params: {} }
      : { id: "n0", name: "n0", type: "port", direction: "in" };
  const last: readonly GraphNode[] =
    scope === null ? [] : [{ id: "last", name: "last", type: "port", direction: "out" }];
  const nodes = random.next() < mess / 4 ? inner : [first, ...inner, ...last];
  const ids = nodes.map(({ id }) => id);
  const wild = ids.length === 0 ? 0 : Math.floor(random.int(ids.length + 1) * mess);
  return {
    nodes,
    edges: [
      ...sensibleEdges(document, nodes, random, mess),
      ...Array.from({ length: wild }, (_, index) => wildEdge(`e${index}`, ids, random)),
    ],
  };
}

/** `mess` from 0 (values within limits, all inputs fed, nothing in circles) to 1 (nothing is as it should be). */
export function randomDocument(seed: number, mess: number, size = 10): GraphDocument {
  const random = createRandom(seed, "document");
  const variables = { width: 4, ...(mess > 0 ? { flag: Number.NaN } : {}) };
  let document: GraphDocument = { ...createDocument({ title: `Random ${seed}` }), variables };
  // From the innermost outwards, so that the ports of a block are known where it is used.
  for (const id of ["b3", "b2", "b1", "b0"]) {
    const inside = graph(document, id, size / 2, random, mess);
    const block: BlockDefinition = { id, title: id, summary: "", parameters: PARAMETERS, graph: inside };
    document = { ...document, blocks: { ...document.blocks, [id]: block } };
  }
  return { ...document, graph: graph(document, null, size, random, mess) };
}
