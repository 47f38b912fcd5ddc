/** Documents drawn at random from a seed: sensible ones, and ones where everything may be wrong. */
import { createDocument } from "../../engine/document/create.ts";
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
      ? { muted: pick(random, [true, false, "=flag", ...(mess > 0 ? ["=width", "x"] : [])]) }
      : {};
  const dice = random.next();
  if (dice < 0.06 && scope !== null)
    return { id, name, type: "port", direction: pick(random, ["in", "out"]) };
  if (dice < 0.06 + mess * 0.05)
    return { id, name, type: "port", direction: pick(random, ["in", "out"]), ...muted };
  if (dice < 0.12 + mess * 0.05 && mess > 0)
    return { id, name, type: "unknown", raw: { kind: "warp9" }, ...muted };
  if (dice < 0.35) {
    // Without mess, blocks only use those after them, so that none contains itself.
    const own = scope === null ? -1 : Number(scope.slice(1));
    const block = `b${mess > 0 ? random.int(5) : Math.min(3, own + 1 + random.int(2))}`;
    const table = Object.fromEntries(PARAMETERS.map((parameter) => [parameter.name, parameter.spec]));
    const repeat =
      random.next() < 0.3
        ? { repeat: mess > 0 ? pick(random, [0, 1, 3, -1, 2.5, "=width // 4", "=nope"]) : 1 + random.int(3) }
        : {};
    return { id, name, type: "block", block, args: values(table, random, mess), ...repeat, ...muted };
  }
  const kind = pick(random, layerKinds);
  return { id, name, type: "layer", kind, params: values(layerSpec(kind).params, random, mess), ...muted };
}

function edge(id: string, ids: readonly string[], random: Random, mess: number): Edge {
  const any = random.next() < mess;
  const [a, b] = [random.int(ids.length), random.int(ids.length)].sort((x, y) => x - y) as [number, number];
  const end = (index: number): string => (any && random.next() < 0.2 ? "nowhere" : (ids[index] ?? "nowhere"));
  return {
    id,
    from: any ? end(random.int(ids.length)) : end(a),
    fromPort:
      random.next() < mess / 3
        ? pick(random, ["in", "n3", "", "__proto__"])
        : pick(random, ["out", "out", "out", "n1"]),
    to: any ? end(random.int(ids.length)) : end(b),
    toPort:
      random.next() < mess / 3 ? pick(random, ["out", "x", "n2"]) : pick(random, ["in", "in", "in", "n0"]),
    slot: random.int(3),
  };
}

function graph(scope: string | null, size: number, random: Random, mess: number): Graph {
  const nodes = Array.from({ length: random.int(size + 1) }, (_, index) => {
    const id = random.next() < mess * 0.1 ? "n0" : `n${index}`;
    const name =
      random.next() < mess * 0.2
        ? pick(random, ["n0", "", "a b", "__proto__", "n1.0", "n2.n1"])
        : `n${index}`;
    return node(id, name, scope, random, mess);
  });
  const ids = nodes.map(({ id }) => id);
  const count = ids.length === 0 ? 0 : random.int(ids.length * 2);
  return { nodes, edges: Array.from({ length: count }, (_, index) => edge(`e${index}`, ids, random, mess)) };
}

/** `mess` from 0 (values within limits, wires that run forward) to 1 (nothing is as it should be). */
export function randomDocument(seed: number, mess: number, size = 10): GraphDocument {
  const random = createRandom(seed, "document");
  const blocks = ["b0", "b1", "b2", "b3"].map((id): BlockDefinition => {
    const inside = graph(id, size, random, mess);
    return { id, title: id, summary: "", parameters: PARAMETERS, graph: inside };
  });
  return {
    ...createDocument({ title: `Random ${seed}` }),
    variables: { width: 4, ...(mess > 0 ? { flag: Number.NaN } : {}) },
    graph: graph(null, size, random, mess),
    blocks: Object.fromEntries(blocks.map((block) => [block.id, block])),
  };
}
