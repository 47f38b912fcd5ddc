import { formatShape, isMap } from "../tensor/shape.ts";
import { float, int } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const localResponseNorm = defineLayer({
  family: "normalisation",
  title: "Local Response Norm",
  summary:
    "Divides every value by (k + alpha/size · the sum of squares over neighbouring channels) to the power beta, so that strong responses subdue their neighbours. " +
    "AlexNet and GoogLeNet used it; batch normalisation has taken its place. Alpha is divided by the size, as in PyTorch.",
  params: {
    size: int({
      label: "Size",
      help: "Number of neighbouring channels in the sum.",
      default: 5,
      min: 1,
      max: 255,
      unit: "channels",
    }),
    alpha: float({
      label: "Alpha",
      help: "Weight of the neighbours.",
      default: 1e-4,
      min: 0,
      max: 100,
    }),
    beta: float({ label: "Beta", help: "The exponent.", default: 0.75, min: 0, max: 10, step: 0.05 }),
    k: float({
      label: "k",
      help: "Added to the sum; 1 in PyTorch, 2 in the AlexNet paper.",
      default: 1,
      min: 1e-6,
      max: 100,
    }),
  },
  inputs: [{ name: "in" }],
  infer: (_p, [shape = []]) =>
    isMap(shape) ? inferred(...shape) : refused("needs-map", { shape: formatShape(shape) }),
  weights: () => [],
  macs: () => 0,
  brief: (p) => `size ${p.size}`,
});
