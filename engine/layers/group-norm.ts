import { formatShape } from "../tensor/shape.ts";
import { formulaLine } from "./format.ts";
import { affineSpecs } from "./initializers.ts";
import { affineParam, epsilonParam } from "./norm-params.ts";
import { int } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const groupNorm = defineLayer({
  family: "normalisation",
  title: "Group Norm",
  summary:
    "Splits the channels into groups and brings each group of each sample to mean zero and variance one, then applies a learned scale and shift for each channel. " +
    "It does not depend on the batch and holds up where batches are small.",
  params: {
    groups: int({
      label: "Groups",
      help: "Number of groups; must divide the channels.",
      default: 8,
      min: 1,
      max: 65_536,
    }),
    epsilon: epsilonParam,
    affine: affineParam,
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    const [channels = 0] = shape;
    return channels % p.groups === 0
      ? inferred(...shape)
      : refused("groups-divide-channels", { shape: formatShape(shape), channels, groups: p.groups });
  },
  weights: (p, [shape = []]) => (p.affine ? affineSpecs(shape.slice(0, 1)) : []),
  macs: () => 0,
  formula: (p, [shape = []]) =>
    p.affine ? [formulaLine("parameters", `2*${shape[0] ?? 0}`, 2 * (shape[0] ?? 0))] : [],
  brief: (p) => `${p.groups} groups`,
});
