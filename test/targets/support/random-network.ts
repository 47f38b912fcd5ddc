/** Valid networks drawn from a seed: blocks in blocks, repeats, arguments and expressions, muted nodes, branches. */
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import type { Analysis } from "../../../engine/analysis/types.ts";
import type { BlockDefinition, Edge, GraphDocument, GraphNode } from "../../../engine/document/types.ts";
import type { LayerKind } from "../../../engine/layers/index.ts";
import { bool, type ParamValue } from "../../../engine/layers/param.ts";
import { createRandom, type Random } from "../../../engine/tensor/random.ts";
import { block, documentOf, layer, param, port } from "../../document/builder.ts";

type Params = Readonly<Record<string, ParamValue>>;

/** Nodes and wires of one graph on their way. */
class Sketch {
  readonly nodes: GraphNode[] = [];
  readonly edges: Edge[] = [];

  add(node: GraphNode, ...sources: readonly string[]): string {
    this.nodes.push(node);
    for (const [slot, source] of sources.entries()) {
      const id = `e${this.edges.length}`;
      this.edges.push({ id, from: source, fromPort: "out", to: node.id, toPort: "in", slot });
    }
    return node.id;
  }
}

const pick = <T>(random: Random, items: readonly T[]): T => items[random.int(items.length)] as T;
const chance = (random: Random, share: number): boolean => random.next() < share;

const ACTIVATIONS: readonly [LayerKind, Params][] = [
  ["relu", {}],
  ["leakyRelu", { slope: 0.2 }],
  ["elu", {}],
  ["gelu", {}],
  ["silu", {}],
  ["hardSwish", {}],
  ["prelu", { shared: false }],
  ["tanh", {}],
  ["relu6", {}],
];
const NORMS: readonly [LayerKind, Params][] = [
  ["batchNorm", {}],
  ["groupNorm", { groups: 2 }],
  ["layerNorm", { axes: "channels" }],
  ["layerScale", { initial: 0.7 }],
];

/** Keeps height and width where the stride is 1. */
const same = (kernel: number): Params => ({ kernel, padding: (kernel - 1) / 2 });

/** A block with the arguments `width`, `stride` and `flag`; `inner` may be used inside. */
function drawBlock(id: string, inner: readonly BlockDefinition[], random: Random): BlockDefinition {
  const sketch = new Sketch();
  sketch.add(port("in", "in"));
  const muted = (share: number) =>
    chance(random, share) ? { muted: pick(random, ["=flag", "=!flag", true, "=stride != 1"]) } : {};
  const conv = sketch.add(
    layer("conv1", "conv2d", {
      ...same(pick(random, [1, 3])),
      filters: "=width",
      stride: "=stride",
      bias: "=flag",
    }),
    "in",
  );
  let last = conv;
  for (let i = 0; i < random.int(4); i++) {
    const [kind, params] = pick(random, chance(random, 0.5) ? NORMS : ACTIVATIONS);
    last = sketch.add(layer(`l${i}`, kind, params, muted(0.4)), last);
  }
  const nested = inner[random.int(inner.length + 1)];
  if (nested !== undefined) {
    const args = { width: "=width", flag: pick(random, ["=!flag", true, "=flag"]) };
    const more = chance(random, 0.4) ? { repeat: pick(random, [1, 2, "=stride + 1"]) } : {};
    last = sketch.add(block("nested", nested.id, args, { ...more, ...muted(0.3) }), last);
  }
  if (chance(random, 0.5)) {
    const shortcut = sketch.add(
      layer("project", "conv2d", { kernel: 1, filters: "=width", stride: "=stride" }),
      "in",
    );
    last = sketch.add(layer("sum", pick(random, ["add", "multiply"]), {}, muted(0.2)), last, shortcut);
  } else if (chance(random, 0.3)) {
    const half = sketch.add(layer("half", "conv2d", { ...same(3), filters: "=width" }), last);
    const joined = sketch.add(layer("join", "concat", {}), last, half);
    last = sketch.add(layer("narrow", "conv2d", { kernel: 1, filters: "=width" }), joined);
  }
  sketch.add(port("out", "out"), last);
  return {
    id,
    title: id,
    summary: "",
    parameters: [
      param("width", 4),
      param("stride", 1),
      { name: "flag", spec: bool({ label: "flag", help: "", default: false }) },
    ],
    graph: sketch,
  };
}

function drawTop(blocks: readonly BlockDefinition[], random: Random): Sketch {
  const sketch = new Sketch();
  const size = 8 + 2 * random.int(3);
  sketch.add(
    layer("input", "input", { channels: 1 + random.int(3), height: size, width: size + random.int(3) }),
  );
  let last = "input";
  const steps = 2 + random.int(4);
  for (let i = 0; i < steps; i++) {
    const dice = random.next();
    const width = pick(random, [4, 6, 8, "=channels", "=channels * 2"]);
    if (dice < 0.55) {
      const name = chance(random, 0.3) ? `stage.${i}` : `block${i}`;
      const repeated = chance(random, 0.5);
      const stride = repeated ? pick(random, [1, "=i == 0 ? 2 : 1"]) : pick(random, [1, 2]);
      const growing = repeated && chance(random, 0.5) ? "=4 + 2 * i" : width;
      const args = { width: growing, stride, flag: pick(random, [true, false]) };
      const more = { name, ...(repeated ? { repeat: 1 + random.int(4) } : {}) };
      last = sketch.add(block(`b${i}`, pick(random, blocks).id, args, more), last);
    } else if (dice < 0.7) {
      const pooled = pick<readonly [LayerKind, Params]>(random, [
        ["maxPool2d", { size: 3, stride: 2, padding: 1 }],
        ["avgPool2d", { size: 3, stride: 1, padding: 1, countIncludePad: false }],
        ["maxPool2d", { size: 2, stride: 2, ceil: true }],
      ]);
      last = sketch.add(layer(`pool${i}`, ...pooled), last);
    } else if (dice < 0.85) {
      const left = sketch.add(layer(`left${i}`, "conv2d", { ...same(3), filters: 4, groups: 1 }), last);
      const right = sketch.add(layer(`right${i}`, "depthwiseConv2d", same(3)), last);
      last = sketch.add(layer(`both${i}`, "concat"), left, right);
    } else last = sketch.add(layer(`act${i}`, ...pick(random, ACTIVATIONS)), last);
  }
  const head = chance(random, 0.5) ? ["globalAvgPool2d"] : ["adaptiveAvgPool2d", "flatten"];
  for (const kind of head)
    last = sketch.add(layer(kind, kind as LayerKind, kind === "adaptiveAvgPool2d" ? { size: 2 } : {}), last);
  last = sketch.add(layer("fc", "dense", { units: 5 }), last);
  if (chance(random, 0.4)) last = sketch.add(layer("probabilities", "softmax"), last);
  sketch.add(layer("output", "output"), last);
  return sketch;
}

export interface RandomNetwork {
  readonly name: string;
  readonly document: GraphDocument;
  readonly analysis: Analysis;
}

/** The first valid network among the draws of a seed. */
export function randomNetwork(seed: number): RandomNetwork {
  for (let draw = 0; draw < 200; draw++) {
    const random = createRandom(seed, `network/${draw}`);
    const blocks: BlockDefinition[] = [];
    for (let i = 0; i < 1 + random.int(3); i++) blocks.push(drawBlock(`block-${i}`, blocks, random));
    const document = documentOf(drawTop(blocks, random), blocks, { channels: 4 + 2 * random.int(2) });
    const analysis = createAnalyser().analyse(document);
    if (analysis.valid && analysis.totals.macs < 5e6) return { name: `seed ${seed}`, document, analysis };
  }
  throw new Error(`No valid network was drawn from seed ${seed}.`);
}
