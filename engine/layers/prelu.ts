import { passThrough } from "./elementwise.ts";
import { formulaLine } from "./format.ts";
import { constantSpec } from "./initializers.ts";
import { bool, float } from "./param.ts";
import { defineLayer } from "./spec.ts";

export const prelu = defineLayer({
  family: "activation",
  title: "PReLU",
  summary:
    "A leaky ReLU whose negative slope is learned, one for the whole layer or one for each channel. " +
    "The network finds out by itself how much of the negative side is worth keeping.",
  params: {
    shared: bool({
      label: "Shared slope",
      help: "One slope for the layer instead of one for each channel.",
      default: true,
    }),
    initial: float({
      label: "Initial slope",
      help: "Slope before training.",
      default: 0.25,
      min: -10,
      max: 10,
      step: 0.05,
    }),
  },
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: (p, [shape = []]) => [constantSpec("weight", [p.shared ? 1 : (shape[0] ?? 1)], p.initial)],
  macs: () => 0,
  formula(p, [shape = []]) {
    const count = p.shared ? 1 : (shape[0] ?? 1);
    return [formulaLine("parameters", `1*${count}`, count)];
  },
  brief: (p) => (p.shared ? "one slope" : "slope per channel"),
});
