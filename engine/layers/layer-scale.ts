import { passThrough } from "./elementwise.ts";
import { formulaLine } from "./format.ts";
import { constantSpec } from "./initializers.ts";
import { float } from "./param.ts";
import { defineLayer } from "./spec.ts";

export const layerScale = defineLayer({
  family: "normalisation",
  title: "Layer Scale",
  summary:
    "Multiplies every channel by one learned number that starts close to zero. " +
    "At the end of a residual branch it lets a deep network begin as almost the identity and take each branch in as it proves useful; ConvNeXt does so.",
  params: {
    initial: float({
      label: "Initial value",
      help: "The factor before training.",
      default: 1e-6,
      min: -100,
      max: 100,
    }),
  },
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: (p, [shape = []]) => [constantSpec("weight", shape.slice(0, 1), p.initial)],
  macs: () => 0,
  formula: (_p, [shape = []]) => [formulaLine("parameters", `1*${shape[0] ?? 0}`, shape[0] ?? 0)],
  brief: (p) => `from ${p.initial}`,
});
