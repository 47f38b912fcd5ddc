import { activation } from "./elementwise.ts";
import { float } from "./param.ts";

export const elu = activation({
  title: "ELU",
  summary:
    "x where it is positive, and alpha(exp(x) - 1) where it is negative. " +
    "It bends smoothly towards -alpha, so that the mean of the activations stays closer to zero than with ReLU.",
  params: {
    alpha: float({
      label: "Alpha",
      help: "The negative side levels off at minus this value.",
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
    }),
  },
  brief: (p) => (p.alpha === 1 ? "" : `alpha ${p.alpha}`),
});
