import { elements, type Shape } from "../tensor/shape.ts";
import { passThrough } from "./elementwise.ts";
import { formulaLine } from "./format.ts";
import { affineSpecs } from "./initializers.ts";
import { affineParam, epsilonParam } from "./norm-params.ts";
import { choice } from "./param.ts";
import { defineLayer } from "./spec.ts";

const weightShape = (axes: "all" | "channels", shape: Shape): Shape =>
  axes === "channels" ? shape.slice(0, 1) : shape;

export const layerNorm = defineLayer({
  family: "normalisation",
  title: "Layer Norm",
  summary:
    "Brings each sample by itself to mean zero and variance one, then applies a learned scale and shift. " +
    "Over all axes the whole sample is normalised together; over the channels each position is, as in ConvNeXt. " +
    "It knows nothing of the batch, so that it does the same in training and in use.",
  params: {
    axes: choice({
      label: "Axes",
      help: "The whole sample, or the channels at each position.",
      default: "all",
      options: ["all", "channels"],
    }),
    epsilon: epsilonParam,
    affine: affineParam,
  },
  inputs: [{ name: "in" }],
  infer: passThrough,
  weights: (p, [shape = []]) => (p.affine ? affineSpecs(weightShape(p.axes, shape)) : []),
  macs: () => 0,
  formula(p, [shape = []]) {
    if (!p.affine) return [];
    const normalised = weightShape(p.axes, shape);
    return [formulaLine("parameters", `2*${normalised.join("*")}`, 2 * elements(normalised))];
  },
  brief: (p) => (p.axes === "channels" ? "channels" : ""),
});
