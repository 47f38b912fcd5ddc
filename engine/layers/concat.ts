import { isMap } from "../tensor/shape.ts";
import { formulaLine } from "./format.ts";
import { refusedPair } from "./merge.ts";
import { choice } from "./param.ts";
import { defineLayer, inferred } from "./spec.ts";

export const concat = defineLayer({
  family: "combine",
  title: "Concat",
  summary:
    "Stacks the channels of its inputs behind one another, in the order of the wires; height and width must agree. Vectors are joined end to end. " +
    "Inception joins its branches so, and DenseNet hands every layer all earlier features.",
  params: {
    axis: choice({
      label: "Axis",
      help: "The axis that grows.",
      default: "channels",
      options: ["channels"],
    }),
  },
  inputs: [{ name: "in", variadic: true, min: 2 }],
  infer(_p, inputs) {
    const [first = []] = inputs;
    for (const [slot, shape] of inputs.entries()) {
      if (isMap(shape) !== isMap(first)) return refusedPair("ranks-differ", inputs, 0, slot);
      if (shape[1] !== first[1] || shape[2] !== first[2])
        return refusedPair("spatial-differ", inputs, 0, slot);
    }
    return inferred(
      inputs.reduce((sum, shape) => sum + (shape[0] ?? 0), 0),
      ...first.slice(1),
    );
  },
  weights: () => [],
  macs: () => 0,
  formula: (_p, inputs, output) => [
    formulaLine(
      output.length === 1 ? "features" : "channels",
      inputs.map((shape) => shape[0] ?? 0).join(" + "),
      output[0] ?? 0,
    ),
  ],
});
