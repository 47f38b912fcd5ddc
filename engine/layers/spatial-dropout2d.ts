import { formatShape, isMap } from "../tensor/shape.ts";
import { float } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const spatialDropout2d = defineLayer({
  family: "regularisation",
  title: "Spatial Dropout 2D",
  summary:
    "During training sets whole channels to zero at random and scales up the rest (PyTorch's Dropout2d). " +
    "Neighbouring pixels of a feature map are so alike that dropping single ones hides little; dropping the channel does.",
  params: {
    rate: float({
      label: "Rate",
      help: "Probability that a channel is dropped.",
      default: 0.5,
      min: 0,
      max: 0.99,
      step: 0.05,
    }),
  },
  inputs: [{ name: "in" }],
  infer: (_p, [shape = []]) =>
    isMap(shape) ? inferred(...shape) : refused("needs-map", { shape: formatShape(shape) }),
  weights: () => [],
  macs: () => 0,
  brief: (p) => `rate ${p.rate}`,
});
