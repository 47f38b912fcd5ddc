/** The lesson that explains a layer. */
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
