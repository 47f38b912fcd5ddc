import { formatShape, isMap } from "../tensor/shape.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const globalMaxPool2d = defineLayer({
  family: "pooling",
  title: "Global Max Pool 2D",
  summary:
    "Takes the largest value of every channel over the whole image and so turns C×H×W into a vector of C features. " +
    "It says how strongly each pattern was found anywhere, and not where.",
  params: {},
  inputs: [{ name: "in" }],
  infer: (_p, [shape = []]) =>
    isMap(shape) ? inferred(shape[0]) : refused("needs-map", { shape: formatShape(shape) }),
  weights: () => [],
  macs: () => 0,
  window: () => "all",
});
