import { elements, isMap } from "../tensor/shape.ts";
import { windowOutput } from "../tensor/window.ts";
import { axisFormula, briefWindow } from "./format.ts";
import { biasSpec, initializerParams, kernelSpec } from "./initializers.ts";
import { bool, int, pair } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";

export const conv2d = defineLayer({
  family: "convolution",
  title: "Conv 2D",
  summary:
    "Slides a small kernel over the image and, at each position, multiplies and sums what lies under it (a cross-correlation). " +
    "Every filter spans all input channels and yields one output channel, so the layer looks for the same pattern everywhere.",
  params: {
    filters: int({ label: "Filters", help: "Number of output channels.", default: 16, min: 1, max: 65_536 }),
    kernel: pair({
      label: "Kernel",
      help: "Height and width of the window.",
      default: [3, 3],
      min: 1,
      max: 255,
      unit: "px",
    }),
    stride: pair({
      label: "Stride",
      help: "Step between window positions.",
      default: [1, 1],
      min: 1,
      max: 255,
      unit: "px",
    }),
    padding: pair({
      label: "Padding",
      help: "Zeros added on each side.",
      default: [0, 0],
      min: 0,
      max: 255,
      unit: "px",
    }),
    dilation: pair({
      label: "Dilation",
      help: "Distance between kernel elements.",
      default: [1, 1],
      min: 1,
      max: 255,
      unit: "px",
    }),
    groups: int({
      label: "Groups",
      help: "Channel groups convolved apart.",
      default: 1,
      min: 1,
      max: 65_536,
    }),
    bias: bool({ label: "Bias", help: "Adds one learned number to each output channel.", default: true }),
    ...initializerParams,
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: shape.join("×") });
    const [channels, height, width] = shape;
    if (channels % p.groups !== 0) return refused("groups-divide-channels", { channels, groups: p.groups });
    if (p.filters % p.groups !== 0)
      return refused("groups-divide-filters", { filters: p.filters, groups: p.groups });
    const [h, w] = [0, 1].map((axis) =>
      windowOutput({
        size: axis === 0 ? height : width,
        kernel: p.kernel[axis] as number,
        stride: p.stride[axis] as number,
        padding: p.padding[axis] as number,
        dilation: p.dilation[axis] as number,
      }),
    ) as [number, number];
    if (h < 1 || w < 1) {
      return refused("window-too-large", {
        shape: shape.join("×"),
        kernel: p.kernel.join("×"),
        dilation: p.dilation.join("×"),
        padding: p.padding.join("×"),
      });
    }
    return inferred(p.filters, h, w);
  },
  weights(p, [shape = []]) {
    const area = p.kernel[0] * p.kernel[1];
    const inPerGroup = (shape[0] as number) / p.groups;
    const fan = { fanIn: inPerGroup * area, fanOut: (p.filters / p.groups) * area };
    const kernel = kernelSpec([p.filters, inPerGroup, ...p.kernel], fan, p);
    return p.bias ? [kernel, biasSpec(p.filters, fan, p)] : [kernel];
  },
  macs: (p, [shape = []], output) =>
    (elements(output) * (shape[0] as number) * p.kernel[0] * p.kernel[1]) / p.groups,
  window: (p) => ({ kernel: p.kernel, stride: p.stride, padding: p.padding, dilation: p.dilation }),
  formula(p, [shape = []], output) {
    const [channels = 0] = shape;
    const weights = `${p.kernel[0]}*${p.kernel[1]}*${channels / p.groups}*${p.filters}`;
    const count = p.kernel[0] * p.kernel[1] * (channels / p.groups) * p.filters;
    return [
      axisFormula("height", shape[1] as number, p, 0, output[1] as number),
      axisFormula("width", shape[2] as number, p, 1, output[2] as number),
      {
        what: "parameters",
        text: p.bias ? `${weights} + ${p.filters} = ${count + p.filters}` : `${weights} = ${count}`,
      },
      { what: "macs", text: `${weights}*${output[1]}*${output[2]} = ${count * elements(output.slice(1))}` },
    ];
  },
  brief: briefWindow,
});
