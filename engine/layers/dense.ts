import { formatShape, isVector } from "../tensor/shape.ts";
import { formatCount, macsFormula, parametersFormula } from "./format.ts";
import { biasSpec, initializerParams, kernelSpec } from "./initializers.ts";
import { bool, int } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const dense = defineLayer({
  family: "dense",
  title: "Dense",
  summary:
    "Connects every feature of its input with each of its units: a weighted sum and a bias for each unit (PyTorch's Linear). " +
    "At the end of a classifier it has one unit for each class and yields the logits.",
  params: {
    units: int({
      label: "Units",
      help: "Number of output features.",
      default: 10,
      min: 1,
      max: 65_536,
    }),
    bias: bool({ label: "Bias", help: "Adds one learned number to each unit.", default: true }),
    ...initializerParams,
  },
  inputs: [{ name: "in" }],
  infer: (p, [shape = []]) =>
    isVector(shape) ? inferred(p.units) : refused("needs-vector", { shape: formatShape(shape) }),
  weights(p, [shape = []]) {
    const features = shape[0] ?? 0;
    const fan = { fanIn: features, fanOut: p.units };
    const kernel = kernelSpec([p.units, features], fan, p);
    return p.bias ? [kernel, biasSpec(p.units, fan, p)] : [kernel];
  },
  macs: (p, [shape = []]) => (shape[0] ?? 0) * p.units,
  window: () => "all",
  formula: (p, [shape = []]) => [
    parametersFormula([shape[0] ?? 0, p.units], p.bias ? p.units : 0),
    macsFormula([shape[0] ?? 0, p.units]),
  ],
  brief: (p) => `${formatCount(p.units)} units`,
});
