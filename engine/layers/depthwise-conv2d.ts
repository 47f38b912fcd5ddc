import { elements, formatShape, isMap } from "../tensor/shape.ts";
import { axisFormula, briefWindow, formulaLine, macsFormula, parametersFormula } from "./format.ts";
import { biasSpec, initializerParams, kernelSpec } from "./initializers.ts";
import { int } from "./param.ts";
import { geometry, slide } from "./sliding.ts";
import { defineLayer, refused } from "./spec.ts";
import { biasParam, dilationParam, kernelParam, paddingParam, strideParam } from "./window-params.ts";

export const depthwiseConv2d = defineLayer({
  family: "convolution",
  title: "Depthwise Conv 2D",
  summary:
    "Convolves every channel with its own small kernels and mixes no channels, so it needs far fewer weights than a full convolution. " +
    "Followed by a 1×1 convolution that mixes the channels it makes the depthwise separable convolution of MobileNet, EfficientNet and ConvNeXt.",
  params: {
    multiplier: int({
      label: "Multiplier",
      help: "Kernels, and so output channels, for each input channel.",
      default: 1,
      min: 1,
      max: 256,
    }),
    kernel: kernelParam,
    stride: strideParam([1, 1]),
    padding: paddingParam("Zeros added on each side."),
    dilation: dilationParam,
    bias: biasParam,
    ...initializerParams,
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    return slide(shape, p, shape[0] * p.multiplier);
  },
  weights(p, [shape = []]) {
    const area = p.kernel[0] * p.kernel[1];
    const filters = (shape[0] ?? 0) * p.multiplier;
    const fan = { fanIn: area, fanOut: filters * area };
    const kernel = kernelSpec([filters, 1, ...p.kernel], fan, p);
    return p.bias ? [kernel, biasSpec(filters, fan, p)] : [kernel];
  },
  macs: (p, _inputs, output) => elements(output) * p.kernel[0] * p.kernel[1],
  window: geometry,
  formula(p, [shape = []], output) {
    const [channels = 0, height = 0, width = 0] = shape;
    const [filters = 0, h = 0, w = 0] = output;
    return [
      formulaLine("channels", `${channels}*${p.multiplier}`, filters),
      axisFormula("height", height, p, h),
      axisFormula("width", width, p, w),
      parametersFormula([...p.kernel, 1, filters], p.bias ? filters : 0),
      macsFormula([...p.kernel, 1, filters, h, w]),
    ];
  },
  brief: briefWindow,
});
