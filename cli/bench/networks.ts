/** The networks whose training steps are measured, each with its twin in `bench/torch_step.py`. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { createDocument } from "../../engine/document/create.ts";
import type { Edge, GraphDocument, GraphNode } from "../../engine/document/types.ts";
import type { LayerKind } from "../../engine/layers/index.ts";
import type { ParamValue } from "../../engine/layers/param.ts";
import { loadGraph } from "../graph.ts";

export interface BenchNetwork {
  /** A template, or `residual`. */
  readonly id: string;
  readonly batch: number;
}
/** For a GPU: minutes a step without one. */
export const gpuNetworks: readonly BenchNetwork[] = [
  { id: "torchvision-resnet18", batch: 64 },
  { id: "torchvision-alexnet", batch: 128 },
];
export const benchNetworks: readonly BenchNetwork[] = [
  { id: "lenet-modern", batch: 64 },
  { id: "residual", batch: 32 },
  { id: "torchvision-alexnet", batch: 8 },
  { id: "small-vgg", batch: 32 },
  { id: "small-resnet", batch: 32 },
  { id: "small-densenet", batch: 32 },
];

interface Layer {
  readonly name: string;
  readonly kind: LayerKind;
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Names of earlier layers; the layer before where absent. */
  readonly from?: readonly string[];
}

const conv = (name: string, from?: string): Layer => ({
  name,
  kind: "conv2d",
  params: { filters: 64, kernel: [3, 3], padding: [1, 1], bias: false },
  ...(from === undefined ? {} : { from: [from] }),
});
const block = (name: string, from: string): readonly Layer[] => [
  conv(`${name}-conv1`, from),
  { name: `${name}-bn1`, kind: "batchNorm" },
  { name: `${name}-relu1`, kind: "relu" },
  conv(`${name}-conv2`),
  { name: `${name}-bn2`, kind: "batchNorm" },
  { name: `${name}-add`, kind: "add", from: [`${name}-bn2`, from] },
  { name: `${name}-out`, kind: "relu" },
];

/** A stem and two residual blocks of two 3x3 convolutions with 64 channels on 32x32, batch norm after each. */
export function residualStack(): GraphDocument {
  const layers: readonly Layer[] = [
    { name: "input", kind: "input", params: { channels: 3, height: 32, width: 32 } },
    conv("stem"),
    { name: "stem-bn", kind: "batchNorm" },
    { name: "stem-relu", kind: "relu" },
    ...block("a", "stem-relu"),
    ...block("b", "a-out"),
    { name: "pool", kind: "globalAvgPool2d" },
    { name: "flatten", kind: "flatten" },
    { name: "fc", kind: "dense", params: { units: 10 } },
    { name: "output", kind: "output" },
  ];
  const nodes = layers.map(({ name, kind, params = {} }): GraphNode => {
    return { type: "layer", id: name, name, kind, params };
  });
  const edges = layers.slice(1).flatMap(({ name, from }, i): readonly Edge[] =>
    (from ?? [layers[i]?.name ?? ""]).map((source, slot) => ({
      id: `${source}-${name}`,
      from: source,
      fromPort: "out",
      to: name,
      toPort: "in",
      slot,
    })),
  );
  return { ...createDocument({ title: "Residual stack" }), graph: { nodes, edges } };
}

export const analyseNetwork = (id: string): Analysis =>
  createAnalyser().analyse(id === "residual" ? residualStack() : loadGraph(id));
