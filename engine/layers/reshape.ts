import { elements, formatShape, isVector, type Shape, sameShape } from "../tensor/shape.ts";
import { formulaLine } from "./format.ts";
import { ints } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

/** The target with its one `-1` replaced by what is left; `null` where it is no target at all. */
function complete(target: readonly number[], count: number): Shape | null {
  const free = target.filter((size) => size === -1).length;
  if ((target.length !== 1 && target.length !== 3) || free > 1) return null;
  if (target.some((size) => size !== -1 && (!Number.isSafeInteger(size) || size < 1))) return null;
  const given = elements(target.filter((size) => size !== -1));
  return target.map((size) => (size === -1 ? count / given : size));
}

export const reshape = defineLayer({
  family: "shape",
  title: "Reshape",
  summary:
    "Reads the same elements in the same order (channel by channel, row by row) as another shape. " +
    "The number of elements must not change; one size may be -1 and is then worked out. Generators use it to turn a vector into an image.",
  params: {
    shape: ints({
      label: "Target shape",
      help: "C, H and W of a feature map, or one number for a vector; -1 for what is left.",
      default: [-1],
      min: -1,
      max: 16_777_216,
      minLength: 1,
      maxLength: 3,
    }),
  },
  inputs: [{ name: "in" }],
  infer(p, [shape]) {
    if (shape === undefined) return inferred();
    const count = elements(shape);
    const values = { shape: formatShape(shape), target: p.shape.join("×"), elements: count };
    const target = complete(p.shape, count);
    if (target === null) return refused("reshape-target", values);
    const fixed = elements(p.shape.filter((size) => size !== -1));
    const wanted = p.shape.includes(-1) ? `a multiple of ${fixed}` : elements(target);
    if (!target.every(Number.isSafeInteger) || elements(target) !== count)
      return refused("elements-differ", { ...values, wanted });
    return inferred(...target);
  },
  weights: () => [],
  macs: () => 0,
  // As a vector, each feature has seen what its unit saw. A new grid puts units that saw different places side by side.
  window(p, [shape = []]) {
    const target = complete(p.shape, elements(shape)) ?? [];
    return isVector(target) || sameShape(target.slice(1), shape.slice(1))
      ? { kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1] }
      : "all";
  },
  formula: (_p, [shape = []], output) => [
    formulaLine("features", `${shape.join("*")} = ${output.join("*")}`, elements(output)),
  ],
  brief: (p) => p.shape.join("×"),
});
