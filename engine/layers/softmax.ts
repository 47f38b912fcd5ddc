import { isVector } from "../tensor/shape.ts";
import { passThrough } from "./elementwise.ts";
import { defineLayer } from "./spec.ts";

export const softmax = defineLayer({
  family: "activation",
  title: "Softmax",
  summary:
    "Turns the features into positive numbers that sum to one: exp(x) divided by the sum of all exp(x). " +
    "At the end of a classifier these are the probabilities of the classes; on feature maps it runs over the channels at each position. " +
    "Training with cross-entropy reads the logits in front of it, which is more accurate.",
  params: {},
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: () => [],
  macs: () => 0,
  // Over channels a position sees itself alone; over a vector every feature enters every result.
  window: (_p, [shape = []]) =>
    isVector(shape) ? "all" : { kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1] },
});
