import { elements, formatShape, isMap } from "../tensor/shape.ts";
import { dilatedExtent, transposedOutput } from "../tensor/window.ts";
import { briefWindow, formatExtent, formulaLine, macsFormula, parametersFormula } from "./format.ts";
import { biasSpec, initializerParams, kernelSpec } from "./initializers.ts";
import { type Pair, pair } from "./param.ts";
import { defineLayer, inferred, refused } from "./spec.ts";
import {
  biasParam,
  dilationParam,
  filtersParam,
  groupsParam,
  kernelParam,
  paddingParam,
  strideParam,
} from "./window-params.ts";

const bothAxes = (f: (axis: 0 | 1) => number): Pair => [f(0), f(1)];

export const convTranspose2d = defineLayer({
  family: "convolution",
  title: "Conv Transpose 2D",
  summary:
    "Spreads every input pixel over the output through the kernel, as the gradient of a convolution does, and sums where the copies overlap. " +
    "With a stride it enlarges the image by learned weights; decoders and generators use it. It does not undo a convolution: only the shapes are reversed.",
  params: {
    filters: filtersParam,
    kernel: kernelParam,
    stride: strideParam([1, 1]),
    padding: paddingParam(
      "Pixels cut from each side of the result: the padding of the convolution it transposes.",
    ),
    outputPadding: pair({
      label: "Output padding",
      help: "Rows and columns added at the bottom and right, to choose among the sizes a stride makes possible.",
      default: [0, 0],
      min: 0,
      max: 254,
      unit: "px",
    }),
    dilation: dilationParam,
    groups: groupsParam,
    bias: biasParam,
    ...initializerParams,
  },
  inputs: [{ name: "in" }],
  infer(p, [shape = []]) {
    if (!isMap(shape)) return refused("needs-map", { shape: formatShape(shape) });
    const [channels, height, width] = shape;
    const values = { shape: formatShape(shape), groups: p.groups };
    if (channels % p.groups !== 0) return refused("groups-divide-channels", { ...values, channels });
    if (p.filters % p.groups !== 0)
      return refused("groups-divide-filters", { ...values, filters: p.filters });
    const window = {
      shape: formatShape(shape),
      kernel: p.kernel.join("×"),
      stride: p.stride.join("×"),
      padding: p.padding.join("×"),
      dilation: p.dilation.join("×"),
    };
    const limit = bothAxes((axis) => Math.max(p.stride[axis], p.dilation[axis]) - 1);
    if (p.outputPadding[0] > limit[0] || p.outputPadding[1] > limit[1]) {
      return refused("output-padding-too-large", {
        ...window,
        outputPadding: p.outputPadding.join("×"),
        limit: limit.join("×"),
      });
    }
    const [h, w] = bothAxes((axis) =>
      transposedOutput({
        size: axis === 0 ? height : width,
        kernel: p.kernel[axis],
        stride: p.stride[axis],
        padding: p.padding[axis],
        dilation: p.dilation[axis],
        outputPadding: p.outputPadding[axis],
      }),
    );
    return h < 1 || w < 1 ? refused("output-vanishes", window) : inferred(p.filters, h, w);
  },
  weights(p, [shape = []]) {
    const area = p.kernel[0] * p.kernel[1];
    const channels = shape[0] ?? 0;
    const outPerGroup = p.filters / p.groups;
    // PyTorch reads the fans off [in, out/groups, kh, kw] by position, so they are those of the transposed view.
    const fan = { fanIn: outPerGroup * area, fanOut: channels * area };
    const kernel = kernelSpec([channels, outPerGroup, ...p.kernel], fan, p);
    return p.bias ? [kernel, biasSpec(p.filters, fan, p)] : [kernel];
  },
  macs: (p, [shape = []]) => elements(shape) * (p.filters / p.groups) * p.kernel[0] * p.kernel[1],
  window(p) {
    // An output row sees at most ceil(extent/stride) input rows, centred on (o + p - (extent-1)/2)/stride.
    const extent = bothAxes((axis) => dilatedExtent(p.kernel[axis], p.dilation[axis]));
    const kernel = bothAxes((axis) => Math.ceil(extent[axis] / p.stride[axis]));
    return {
      kernel,
      stride: bothAxes((axis) => 1 / p.stride[axis]),
      padding: bothAxes(
        (axis) => (kernel[axis] - 1) / 2 - (p.padding[axis] - (extent[axis] - 1) / 2) / p.stride[axis],
      ),
      dilation: [1, 1],
    };
  },
  formula(p, [shape = []], output) {
    const [channels = 0, height = 0, width = 0] = shape;
    const along = (axis: 0 | 1, size: number): string =>
      `(${size} - 1)*${p.stride[axis]} - 2*${p.padding[axis]} + ${formatExtent(p.kernel[axis], p.dilation[axis])} + ${p.outputPadding[axis]}`;
    const factors = [...p.kernel, channels, p.filters / p.groups];
    return [
      formulaLine("height", along(0, height), output[1] ?? 0),
      formulaLine("width", along(1, width), output[2] ?? 0),
      parametersFormula(factors, p.bias ? p.filters : 0),
      macsFormula([...factors, height, width]),
    ];
  },
  brief: briefWindow,
});
