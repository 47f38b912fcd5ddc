/** Convolutions and the dense layer. */
import type { Pair } from "../../../layers/param.ts";
import { type Argument, arg, compact, type EmitTable, module } from "../types.ts";

interface Window {
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}
const { position, keyword } = arg;

const window = (p: Window): readonly Argument[] => [
  keyword("stride", compact(p.stride), 1),
  keyword("padding", compact(p.padding), 0),
];
const dilation = (p: Window): Argument => keyword("dilation", compact(p.dilation), 1);

export const convolutionKinds: EmitTable<"conv2d" | "depthwiseConv2d" | "convTranspose2d" | "dense"> = {
  conv2d: ({ params: p, inputs: [shape = []] }) =>
    module(
      "nn.Conv2d",
      position("in_channels", shape[0] ?? 0),
      position("out_channels", p.filters, "filters"),
      position("kernel_size", compact(p.kernel), "kernel"),
      ...window(p),
      dilation(p),
      keyword("groups", p.groups, 1),
      keyword("bias", p.bias, true),
    ),
  depthwiseConv2d: ({ params: p, inputs: [shape = []], output }) =>
    module(
      "nn.Conv2d",
      position("in_channels", shape[0] ?? 0),
      position("out_channels", output[0] ?? 0),
      position("kernel_size", compact(p.kernel), "kernel"),
      ...window(p),
      dilation(p),
      keyword("groups", shape[0] ?? 0, undefined, "in_channels"),
      keyword("bias", p.bias, true),
    ),
  convTranspose2d: ({ params: p, inputs: [shape = []] }) =>
    module(
      "nn.ConvTranspose2d",
      position("in_channels", shape[0] ?? 0),
      position("out_channels", p.filters, "filters"),
      position("kernel_size", compact(p.kernel), "kernel"),
      ...window(p),
      keyword("output_padding", compact(p.outputPadding), 0, "outputPadding"),
      keyword("groups", p.groups, 1),
      keyword("bias", p.bias, true),
      dilation(p),
    ),
  dense: ({ params: p, inputs: [shape = []] }) =>
    module(
      "nn.Linear",
      position("in_features", shape[0] ?? 0),
      position("out_features", p.units, "units"),
      keyword("bias", p.bias, true),
    ),
};
