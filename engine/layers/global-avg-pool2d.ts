import { formatShape, isMap } from "../tensor/shape.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const globalAvgPool2d = defineLayer({
  family: "pooling",
  title: "Global Avg Pool 2D",
  summary:
    "Takes the mean of every channel over the whole image and so turns C×H×W into a vector of C features. " +
    "Network in Network put it in place of large dense layers: it has no weights and works for any image size.",
  params: {},
  inputs: [{ name: "in" }],
  infer: (_p, [shape = []]) =>
    isMap(shape) ? inferred(shape[0]) : refused("needs-map", { shape: formatShape(shape) }),
  weights: () => [],
  macs: () => 0,
  window: () => "all",
});
