/** Layers that move elements, dropout, and the two ends of the network. */
import { layers } from "@tensorflow/tfjs-layers";
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
  dropout: ({ params: p }) => stock((name) => layers.dropout({ name, rate: p.rate })),
  spatialDropout2d({ params: p, inputs: [shape = []] }) {
    // `null` takes the size of the batch; the types of tfjs leave that out.
    const noiseShape = [null, 1, 1, shape[0]] as number[];
    return stock((name) => layers.dropout({ name, rate: p.rate, noiseShape }));
  },
  zeroPad2d:
    ({ params: p }) =>
    (inputs, place) =>
      padded(only(inputs), place, [p.top, p.bottom], [p.left, p.right]),
  upsample2d({ params: p, inputs: [shape = []] }) {
    // The stock bilinear mode aligns corners of pixels, not their centres.
    if (p.mode === "nearest") return stock((name) => layers.upSampling2d({ name, size: [...p.scale] }));
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
