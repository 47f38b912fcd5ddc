import { passThrough } from "./elementwise.ts";
import { float } from "./param.ts";
import { defineLayer } from "./spec.ts";

export const dropout = defineLayer({
  family: "regularisation",
  title: "Dropout",
  summary:
    "During training sets each element to zero at random and scales up the rest, so that the expected value stays the same. " +
    "No unit can rely on another one being there, which curbs overfitting. When the network is used it does nothing.",
  params: {
    rate: float({
      label: "Rate",
      help: "Probability that an element is dropped.",
      default: 0.5,
      min: 0,
      max: 0.99,
      step: 0.05,
    }),
  },
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: () => [],
  macs: () => 0,
  brief: (p) => `rate ${p.rate}`,
});
