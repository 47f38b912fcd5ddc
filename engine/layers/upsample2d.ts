import { formatShape, isMap } from "../tensor/shape.ts";
import { formatPair, formulaLine } from "./format.ts";
import { choice, type Pair, pair } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const upsample2d = defineLayer({
  family: "shape",
  title: "Upsample 2D",
  summary:
    "Enlarges the image by whole factors, by repeating pixels (nearest) or by blending neighbours (bilinear, half-pixel centres: PyTorch's align_corners=False). " +
    "It has nothing to learn; decoders often put a convolution behind it.",
  params: {
    scale: pair({
      label: "Scale",
      help: "Factors of height and width.",
      default: [2, 2],
      min: 1,
      max: 64,
    }),
    mode: choice({
      label: "Mode",
      help: "Repeat pixels, or blend the four nearest.",
      default: "nearest",
      options: ["nearest", "bilinear"],
    }),
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    return inferred(shape[0], shape[1] * p.scale[0], shape[2] * p.scale[1]);
  },
  weights: () => [],
  macs: () => 0,
  window(p) {
    // The first output pixel lies at (1/s - 1)/2 in input coordinates.
    const both = (f: (scale: number) => number): Pair => [f(p.scale[0]), f(p.scale[1])];
    const kernel = both((scale) => (p.mode === "bilinear" && scale > 1 ? 2 : 1));
    return {
      kernel,
      stride: both((scale) => 1 / scale),
      padding: [(kernel[0] - 1 / p.scale[0]) / 2, (kernel[1] - 1 / p.scale[1]) / 2],
      dilation: [1, 1],
    };
  },
  formula: (p, [shape = []], output) => [
    formulaLine("height", `${shape[1]}*${p.scale[0]}`, output[1] ?? 0),
    formulaLine("width", `${shape[2]}*${p.scale[1]}`, output[2] ?? 0),
  ],
  brief: (p) => `×${formatPair(p.scale, true)} ${p.mode}`,
});
