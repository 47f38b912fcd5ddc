import { activation } from "./elementwise.ts";
import { float } from "./param.ts";

export const leakyRelu = activation({
  title: "Leaky ReLU",
  summary:
    "x where it is positive, and a small multiple of x where it is negative. " +
    "The slope lets some gradient through everywhere, so that no unit goes silent for good.",
  params: {
    slope: float({
      label: "Negative slope",
      help: "Factor of negative values.",
      default: 0.01,
      min: 0,
      max: 1,
      step: 0.01,
    }),
  },
  brief: (p) => `slope ${p.slope}`,
});
