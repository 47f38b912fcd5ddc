/** Pooling. */
import { arg, compact, type EmitTable, module } from "../types.ts";

const { position, keyword } = arg;

export const poolingKinds: EmitTable<
  "maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"
> = {
  maxPool2d: ({ params: p }) =>
    module(
      "nn.MaxPool2d",
      position("kernel_size", compact(p.size), "size"),
      keyword("stride", compact(p.stride)),
      keyword("padding", compact(p.padding), 0),
      keyword("dilation", compact(p.dilation), 1),
      keyword("ceil_mode", p.ceil, false, "ceil"),
    ),
  avgPool2d: ({ params: p }) =>
    module(
      "nn.AvgPool2d",
      position("kernel_size", compact(p.size), "size"),
      keyword("stride", compact(p.stride)),
      keyword("padding", compact(p.padding), 0),
      keyword("ceil_mode", p.ceil, false, "ceil"),
      keyword("count_include_pad", p.countIncludePad, true, "countIncludePad"),
    ),
  globalAvgPool2d: () => ({ ...module("GlobalAvgPool2d"), helper: "GlobalAvgPool2d" }),
  globalMaxPool2d: () => ({ ...module("GlobalMaxPool2d"), helper: "GlobalMaxPool2d" }),
  adaptiveAvgPool2d: ({ params: p }) =>
    module("nn.AdaptiveAvgPool2d", position("output_size", compact(p.size), "size")),
};
