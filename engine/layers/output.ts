import { passThrough } from "./elementwise.ts";
import { defineLayer } from "./spec.ts";

export const output = defineLayer({
  family: "io",
  title: "Output",
  summary:
    "Marks the result of the network: what the loss compares with the target and what a prediction returns. " +
    "It passes its input through unchanged.",
  params: {},
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: () => [],
  macs: () => 0,
});
