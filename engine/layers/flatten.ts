import { elements } from "../tensor/shape.ts";
import { formulaLine } from "./format.ts";
import { defineLayer, inferred } from "./spec.ts";

export const flatten = defineLayer({
  family: "shape",
  title: "Flatten",
  summary:
    "Lays out a feature map C×H×W as one vector: channel by channel, row by row. " +
    "It stands between the convolutions and the dense layers and changes no values. A vector passes unchanged.",
  params: {},
  inputs: [{ name: "in" }],
  infer: (_p, [shape]) => (shape === undefined ? inferred() : inferred(elements(shape))),
  weights: () => [],
  macs: () => 0,
  // No window: each feature is one unit of the map and has seen what that unit saw.
  formula: (_p, [shape = []], output) => [formulaLine("features", shape.join("*"), output[0] ?? 0)],
});
