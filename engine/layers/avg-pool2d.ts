import { formatShape, isMap } from "../tensor/shape.ts";
import { axisFormula, briefWindow } from "./format.ts";
import { bool, type Pair } from "./param.ts";
import { geometry, pool, type Sliding } from "./sliding.ts";
import { defineLayer, refused } from "./spec.ts";
import { ceilParam, paddingParam, poolSizeParam, strideParam } from "./window-params.ts";

interface AvgPool {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly ceil: boolean;
}
const sliding = (p: AvgPool): Sliding => ({
  kernel: p.size,
  stride: p.stride,
  padding: p.padding,
  dilation: [1, 1],
  ceil: p.ceil,
});

export const avgPool2d = defineLayer({
  family: "pooling",
  title: "Avg Pool 2D",
  summary:
    "Replaces what lies under a window by its mean, channel by channel, and so shrinks and smooths the image. " +
    "It has nothing to learn; LeNet used it where most later networks take the maximum.",
  params: {
    size: poolSizeParam,
    stride: strideParam([2, 2]),
    padding: paddingParam("Zeros added on each side; at most half the window."),
    ceil: ceilParam,
    countIncludePad: bool({
      label: "Count padding",
      help: "Divides by the whole window, zeros of the padding included; otherwise by the real pixels only.",
      default: true,
    }),
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    return pool(shape, sliding(p));
  },
  weights: () => [],
  macs: () => 0,
  window: (p) => geometry(sliding(p)),
  formula: (p, [shape = []], output) => [
    axisFormula("height", shape[1] ?? 0, sliding(p), output[1] ?? 0, p.ceil),
    axisFormula("width", shape[2] ?? 0, sliding(p), output[2] ?? 0, p.ceil),
  ],
  brief: (p) => briefWindow(sliding(p)),
});
