import { activation } from "./elementwise.ts";

export const sigmoid = activation({
  title: "Sigmoid",
  summary:
    "1/(1 + exp(-x)): squeezes every number into the range from 0 to 1. " +
    "The first LeNets used it between their layers; its gradient fades for large values, so today it mostly serves as a gate.",
  params: {},
});
