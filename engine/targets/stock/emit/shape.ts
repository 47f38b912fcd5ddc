/** Layers that move elements, dropout, and the two ends of the network. */
import { isMap } from "../../../tensor/shape.ts";
import { interpolationMatrix } from "../../support/resampling.ts";
import { type EmitTable, only, pass, stock } from "../place.ts";
import { padded, permuted, resampled, reshaped, toFeatures, toMap } from "./steps.ts";

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
  // The model's input is made outside; the output names a value.
  input: () => pass,
  output: () => pass,
  flatten:
    ({ inputs: [shape = []] }) =>
    (inputs, place) =>
      toFeatures(only(inputs), place, shape),
  reshape:
    ({ inputs: [shape = []], output }) =>
    (inputs, place) => {
      const features = toFeatures(only(inputs), place, shape);
      return isMap(output) ? toMap(features, place, output) : features;
    },
  dropout: ({ params: p }) => stock({ type: "Dropout", rate: p.rate }),
  spatialDropout2d: ({ params: p, inputs: [shape = []] }) =>
    stock({ type: "SpatialDropout2D", rate: p.rate, channels: shape[0] ?? 0 }),
  zeroPad2d:
    ({ params: p }) =>
    (inputs, place) =>
      padded(only(inputs), place, [p.top, p.bottom], [p.left, p.right]),
  upsample2d({ params: p, inputs: [shape = []] }) {
    // Stock bilinear modes differ in what they align, and none is PyTorch's everywhere.
    if (p.mode === "nearest") return stock({ type: "UpSampling2D", size: p.scale });
    const [, height = 1, width = 1] = shape;
    return (inputs, place) =>
      resampled(
        only(inputs),
        place,
        interpolationMatrix(height, p.scale[0]),
        interpolationMatrix(width, p.scale[1]),
      );
  },
  channelShuffle:
    ({ params: p, inputs: [shape = []] }) =>
    (inputs, place) => {
      const [channels = 1, height = 1, width = 1] = shape;
      const cards = reshaped(only(inputs), place, [height, width, p.groups, channels / p.groups], "deal");
      const turned = permuted(cards, place, [1, 2, 4, 3], "turn");
      return reshaped(turned, place, [height, width, channels], "gather");
    },
};
