/** The lesson that explains a layer, or a block by what it is made of. */
import type { BlockDefinition, GraphDocument } from "../../engine/document/types.ts";
import type { LayerKind } from "../../engine/layers/index.ts";
import { layerSpec } from "../../engine/layers/index.ts";

/** Ids of the lessons of this program, in the order in which they are read. */
export const LESSON_GROUPS = [
  {
    group: "basics",
    lessons: [
      "cross-correlation",
      "convolution-layer",
      "receptive-field",
      "padding-and-stride",
      "channels",
      "one-by-one",
      "pooling",
      "why-not-dense",
    ],
  },
  {
    group: "architectures",
    lessons: ["lenet", "alexnet", "vgg", "nin", "googlenet", "resnet", "densenet"],
  },
  {
    group: "training",
    lessons: [
      "loss",
      "learning-rate",
      "batch-size",
      "momentum",
      "overfitting",
      "weight-decay",
      "augmentation",
    ],
  },
] as const;
export type LessonId = (typeof LESSON_GROUPS)[number]["lessons"][number];
export const LESSON_IDS: readonly LessonId[] = LESSON_GROUPS.flatMap(({ lessons }) => [...lessons]);

const BY_KIND: Partial<Record<LayerKind, LessonId>> = {
  conv2d: "convolution-layer",
  depthwiseConv2d: "channels",
  convTranspose2d: "padding-and-stride",
  zeroPad2d: "padding-and-stride",
  globalAvgPool2d: "nin",
  adaptiveAvgPool2d: "nin",
  dense: "why-not-dense",
  flatten: "why-not-dense",
  dropout: "alexnet",
  spatialDropout2d: "alexnet",
  sigmoid: "lenet",
  tanh: "lenet",
  relu: "lenet",
  localResponseNorm: "alexnet",
  add: "resnet",
  concat: "googlenet",
  softmax: "loss",
};

/** `null` where no lesson speaks of the layer. */
export function lessonFor(kind: LayerKind): LessonId | null {
  const own = BY_KIND[kind];
  if (own !== undefined) return own;
  return layerSpec(kind).family === "pooling" ? "pooling" : null;
}

/** By the idea that the block rests on, so that one's own blocks have a lesson too; `null` where none speaks of it. */
export function lessonForBlock({ graph }: BlockDefinition, blocks: GraphDocument["blocks"]): LessonId | null {
  const layers = graph.nodes.filter((node) => node.type === "layer");
  const count = (kind: LayerKind): number => layers.filter((layer) => layer.kind === kind).length;
  if (count("add") > 0) return "resnet";
  const joins = new Set(layers.filter(({ kind }) => kind === "concat").map(({ id }) => id));
  const inputs = new Set(
    graph.nodes.filter((node) => node.type === "port" && node.direction === "in").map(({ id }) => id),
  );
  // What is joined with the block's own input is kept: that is the dense block's idea. The rest are paths side by side.
  if (graph.edges.some(({ from, to }) => joins.has(to) && inputs.has(from))) return "densenet";
  if (joins.size > 0) return "googlenet";
  if (count("depthwiseConv2d") > 0) return "channels";
  const pointwise = layers.filter(({ kind, params }) => kind === "conv2d" && isOne(params.kernel)).length;
  if (pointwise > 1) return "nin";
  if (count("conv2d") > 0) return count("maxPool2d") > 0 ? "vgg" : "convolution-layer";
  // A block of blocks rests on the idea of what it repeats.
  for (const node of graph.nodes) {
    const inner = node.type === "block" ? blocks[node.block] : undefined;
    const lesson = inner === undefined ? null : lessonForBlock(inner, blocks);
    if (lesson === "convolution-layer" && count("maxPool2d") > 0) return "vgg";
    if (lesson !== null) return lesson;
  }
  return null;
}

const isOne = (kernel: unknown): boolean =>
  kernel === 1 || (Array.isArray(kernel) && kernel.every((side) => side === 1));
