import { elements, formatShape, isMap } from "../tensor/shape.ts";
import { axisFormula, briefWindow, macsFormula, parametersFormula } from "./format.ts";
import { biasSpec, initializerParams, kernelSpec } from "./initializers.ts";
import { geometry, slide } from "./sliding.ts";
import { defineLayer, refused } from "./spec.ts";
import {
  biasParam,
  dilationParam,
  filtersParam,
  groupsParam,
  kernelParam,
  paddingParam,
  strideParam,
} from "./window-params.ts";

export const conv2d = defineLayer({
  family: "convolution",
  title: "Conv 2D",
  summary:
    "Slides a small kernel over the image and, at each position, multiplies and sums what lies under it (a cross-correlation). " +
    "Every filter spans all input channels of its group and yields one output channel, so the layer looks for the same pattern everywhere.",
  params: {
    filters: filtersParam,
    kernel: kernelParam,
    stride: strideParam([1, 1]),
    padding: paddingParam("Zeros added on each side."),
    dilation: dilationParam,
    groups: groupsParam,
    bias: biasParam,
    ...initializerParams,
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    const [channels] = shape;
    const values = { shape: formatShape(shape), groups: p.groups };
    if (channels % p.groups !== 0) return refused("groups-divide-channels", { ...values, channels });
    if (p.filters % p.groups !== 0)
      return refused("groups-divide-filters", { ...values, filters: p.filters });
    return slide(shape, p, p.filters);
  },
  weights(p, [shape = []]) {
    const area = p.kernel[0] * p.kernel[1];
    const inPerGroup = (shape[0] ?? 0) / p.groups;
    const fan = { fanIn: inPerGroup * area, fanOut: p.filters * area };
    const kernel = kernelSpec([p.filters, inPerGroup, ...p.kernel], fan, p);
    return p.bias ? [kernel, biasSpec(p.filters, fan, p)] : [kernel];
  },
  macs: (p, [shape = []], output) =>
    elements(output) * ((shape[0] ?? 0) / p.groups) * p.kernel[0] * p.kernel[1],
  window: geometry,
  formula(p, [shape = []], output) {
    const [channels = 0, height = 0, width = 0] = shape;
    const [, h = 0, w = 0] = output;
    const factors = [...p.kernel, channels / p.groups, p.filters];
    return [
      axisFormula("height", height, p, h),
      axisFormula("width", width, p, w),
      parametersFormula(factors, p.bias ? p.filters : 0),
      macsFormula([...factors, h, w]),
    ];
  },
  brief: briefWindow,
});
