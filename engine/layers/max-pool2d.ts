import { formatShape, isMap } from "../tensor/shape.ts";
import { axisFormula, briefWindow } from "./format.ts";
import type { Pair } from "./param.ts";
import { geometry, pool } from "./sliding.ts";
import { defineLayer, refused } from "./spec.ts";
import { ceilParam, dilationParam, paddingParam, poolSizeParam, strideParam } from "./window-params.ts";

const sliding = <P extends { readonly size: Pair }>(p: P) => ({ ...p, kernel: p.size });

export const maxPool2d = defineLayer({
  family: "pooling",
  title: "Max Pool 2D",
  summary:
    "Keeps the largest value under a window, channel by channel, and so shrinks the image while keeping the strongest responses. " +
    "It has nothing to learn and makes what follows less sensitive to small shifts. Padding counts as minus infinity, so it never wins.",
  params: {
    size: poolSizeParam,
    stride: strideParam([2, 2]),
    padding: paddingParam("Minus infinity added on each side; at most half the window."),
    dilation: dilationParam,
    ceil: ceilParam,
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
