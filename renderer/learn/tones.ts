/** The family whose colour and glyph a lesson carries. */
import type { Family } from "../../engine/layers/spec.ts";

const TONES: Readonly<Record<string, Family>> = {
  pooling: "pooling",
  "why-not-dense": "dense",
  "one-by-one": "dense",
  lenet: "activation",
  alexnet: "regularisation",
  nin: "pooling",
  googlenet: "combine",
  resnet: "combine",
  densenet: "combine",
  "learning-rate": "io",
  momentum: "io",
  "batch-size": "normalisation",
  overfitting: "regularisation",
  "weight-decay": "regularisation",
  augmentation: "io",
  loss: "dense",
};

export const toneOf = (lesson: string): Family => TONES[lesson] ?? "convolution";
