/** Layers that move elements, dropout, and the two ends of the network. */
import { arg, compact, type EmitTable, module } from "../types.ts";

const { position, keyword } = arg;

export const shapeKinds: EmitTable<
  | "input"
  | "output"
  | "flatten"
  | "reshape"
  | "dropout"
  | "spatialDropout2d"
  | "zeroPad2d"
  | "upsample2d"
  | "channelShuffle"
> = {
  input: () => ({ type: "pass" }),
  output: () => ({ type: "pass" }),
  flatten: () => module("nn.Flatten"),
  reshape: ({ output }) => ({ ...module("Reshape", position("shape", output)), helper: "Reshape" }),
  dropout: ({ params: p }) => module("nn.Dropout", position("p", p.rate, "rate")),
  spatialDropout2d: ({ params: p }) => module("nn.Dropout2d", position("p", p.rate, "rate")),
  zeroPad2d: ({ params: p }) =>
    module("nn.ZeroPad2d", position("padding", [p.left, p.right, p.top, p.bottom])),
  upsample2d: ({ params: p }) =>
    module(
      "nn.Upsample",
      keyword("scale_factor", compact(p.scale), undefined, "scale"),
      keyword("mode", p.mode, "nearest"),
    ),
  channelShuffle: ({ params: p }) => module("nn.ChannelShuffle", position("groups", p.groups, "groups")),
};
