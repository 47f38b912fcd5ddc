import { activation } from "./elementwise.ts";
import { choice } from "./param.ts";

export const gelu = activation({
  title: "GELU",
  summary:
    "x times the probability that a standard normal number is below x: a smooth relative of ReLU with a small dip below zero. " +
    "Transformers and ConvNeXt use it. The tanh form is an approximation that some published weights were trained with.",
  params: {
    approximate: choice({
      label: "Approximation",
      help: "Exact by the error function, or the tanh formula.",
      default: "none",
      options: ["none", "tanh"],
    }),
  },
  brief: (p) => (p.approximate === "tanh" ? "tanh" : ""),
});
