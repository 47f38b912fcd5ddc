/** Convolutions and the dense layer. */
import type { Pair } from "../../../layers/param.ts";
import { spreadKernel } from "../../support/kernels.ts";
import { type EmitTable, only, type Place } from "../place.ts";
import { int, ints } from "./steps.ts";

const weights = (place: Place, bias: boolean): readonly string[] =>
  bias ? [place.weight("weight"), place.weight("bias")] : [place.weight("weight")];

interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}
const windowAttributes = (p: Window) => ({
  kernel_shape: ints(...p.kernel),
  strides: ints(...p.stride),
  pads: ints(...p.padding, ...p.padding),
  dilations: ints(...p.dilation),
});

export const convolutionKinds: EmitTable<"conv2d" | "depthwiseConv2d" | "convTranspose2d" | "dense"> = {
  conv2d:
    ({ params: p }) =>
    (inputs, place) =>
      place.put("Conv", [only(inputs), ...weights(place, p.bias)], {
        ...windowAttributes(p),
        group: int(p.groups),
      }),
  depthwiseConv2d:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) =>
      place.put("Conv", [only(inputs), ...weights(place, p.bias)], {
        ...windowAttributes(p),
        group: int(shape[0] ?? 1),
      }),
  convTranspose2d:
    ({ params: p }) =>
    (inputs, place) => {
      const bias = p.bias ? [place.weight("bias")] : [];
      const common = { ...windowAttributes(p), group: int(p.groups) };
      if (p.outputPadding[0] < p.stride[0] && p.outputPadding[1] < p.stride[1]) {
        const attributes = { ...common, output_padding: ints(...p.outputPadding) };
        return place.put("ConvTranspose", [only(inputs), place.weight("weight"), ...bias], attributes);
      }
      // Runtimes refuse an output padding beyond the stride: zeros behind the kernel reach as far, and less is cut off.
      const taps = (axis: 0 | 1): number =>
        Math.max(0, Math.ceil((p.outputPadding[axis] - p.padding[axis]) / p.dilation[axis]));
      const size: Pair = [p.kernel[0] + taps(0), p.kernel[1] + taps(1)];
      const end = (axis: 0 | 1): number =>
        p.padding[axis] - p.outputPadding[axis] + taps(axis) * p.dilation[axis];
      const { shape, data } = spreadKernel(place.read("weight"), [1, 1], size);
      return place.put("ConvTranspose", [only(inputs), place.floats("kernel", shape, data), ...bias], {
        ...common,
        kernel_shape: ints(...size),
        pads: ints(...p.padding, end(0), end(1)),
      });
    },
  dense:
    ({ params: p }) =>
    (inputs, place) =>
      place.put("Gemm", [only(inputs), ...weights(place, p.bias)], { transB: int(1) }),
};
