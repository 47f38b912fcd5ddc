import { isMap, type Shape } from "../tensor/shape.ts";
import { disagreement, refusedPair } from "./merge.ts";
import { defineLayer, inferred } from "./spec.ts";

const area = (shape: Shape): number => (isMap(shape) ? shape[1] * shape[2] : 0);

/** The slot whose shape the result has: the first map with the most positions, or the first input where all are vectors. */
function widest(inputs: readonly Shape[]): number {
  let best = 0;
  for (const [slot, shape] of inputs.entries()) if (area(shape) > area(inputs[best] ?? [])) best = slot;
  return best;
}

/** One factor for each channel of a map: `[C]` or `[C, 1, 1]`. */
const isGate = (full: Shape, shape: Shape): boolean =>
  isMap(full) && shape[0] === full[0] && (shape.length === 1 || area(shape) === 1);

export const multiply = defineLayer({
  family: "combine",
  title: "Multiply",
  summary:
    "Multiplies its inputs element by element. All must have the same shape, except that C factors (as a vector C or a map C×1×1) may scale the channels of a map C×H×W. " +
    "That is the gate of squeeze-and-excitation: the network weighs its own channels.",
  params: {},
  inputs: [{ name: "in", variadic: true, min: 2 }],
  infer(_p, inputs) {
    const main = widest(inputs);
    const full = inputs[main] ?? [];
    for (const [slot, shape] of inputs.entries()) {
      if (isGate(full, shape)) continue;
      const code = gateDisagreement(full, shape);
      if (code !== null) return refusedPair(code, inputs, Math.min(main, slot), Math.max(main, slot));
    }
    return inferred(...full);
  },
  weights: () => [],
  macs: () => 0,
});

/** A vector or a 1×1 map of the wrong length fails by its channels: its size and rank would be welcome. */
function gateDisagreement(full: Shape, shape: Shape) {
  const gateLike = isMap(full) && (shape.length === 1 || area(shape) === 1);
  return gateLike ? "channels-differ" : disagreement(full, shape);
}
