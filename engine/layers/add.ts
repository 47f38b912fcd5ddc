import { disagreement, refusedPair } from "./merge.ts";
import { defineLayer, inferred } from "./spec.ts";

export const add = defineLayer({
  family: "combine",
  title: "Add",
  summary:
    "Adds its inputs element by element; all must have the same shape. " +
    "A residual connection is an addition of a branch to what went into it: the branch only learns the difference, and the gradient has a straight way back.",
  params: {},
  inputs: [{ name: "in", variadic: true, min: 2 }],
  infer(_p, inputs) {
    const [first = []] = inputs;
    for (const [slot, shape] of inputs.entries()) {
      const code = disagreement(first, shape);
      if (code !== null) return refusedPair(code, inputs, 0, slot);
    }
    return inferred(...first);
  },
  weights: () => [],
  macs: () => 0,
});
