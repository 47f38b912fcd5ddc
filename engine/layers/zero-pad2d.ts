import { formatShape, isMap } from "../tensor/shape.ts";
import { formulaLine } from "./format.ts";
import { int } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

const side = (label: string, help: string) => int({ label, help, default: 1, min: 0, max: 1024, unit: "px" });

export const zeroPad2d = defineLayer({
  family: "shape",
  title: "Zero Pad 2D",
  summary:
    "Puts rows and columns of zeros around the image, each side by its own width. " +
    "It serves where a layer's own padding, the same on both sides, is not enough: for uneven padding, or to match the size of another branch.",
  params: {
    top: side("Top", "Rows of zeros above."),
    bottom: side("Bottom", "Rows of zeros below."),
    left: side("Left", "Columns of zeros on the left."),
    right: side("Right", "Columns of zeros on the right."),
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    return inferred(shape[0], shape[1] + p.top + p.bottom, shape[2] + p.left + p.right);
  },
  weights: () => [],
  macs: () => 0,
  window: (p) => ({ kernel: [1, 1], stride: [1, 1], padding: [p.top, p.left], dilation: [1, 1] }),
  formula: (p, [shape = []], output) => [
    formulaLine("height", `${shape[1]} + ${p.top} + ${p.bottom}`, output[1] ?? 0),
    formulaLine("width", `${shape[2]} + ${p.left} + ${p.right}`, output[2] ?? 0),
  ],
  brief: (p) =>
    p.top === p.bottom && p.left === p.right && p.top === p.left
      ? `pad ${p.top}`
      : `${p.top} ${p.bottom} ${p.left} ${p.right}`,
});
