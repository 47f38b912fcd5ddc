/** Layers that move elements, and the two ends of the network. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { isMap } from "../../../tensor/shape.ts";
import { explicitPadding } from "../ops/geometry.ts";
import { asMap, toFeatures, toMap } from "../ops/rearrange.ts";
import { linearInterpolation, repeatPixels, resample } from "../ops/resample.ts";
import { type EmitTable, only } from "./emit.ts";

function shuffled(x: Tensor, groups: number): Tensor {
  const channels = x.shape[x.rank - 1] as number;
  const parts = tf.reshape(x, [x.size / channels, groups, channels / groups]);
  return tf.reshape(tf.transpose(parts, [0, 2, 1]), x.shape);
}

export const shapeKinds: EmitTable<
  "input" | "output" | "flatten" | "reshape" | "zeroPad2d" | "upsample2d" | "channelShuffle"
> = {
  input: (inputs) => only(inputs),
  output: (inputs) => only(inputs),
  flatten: (inputs) => toFeatures(only(inputs)),
  reshape(inputs, _p, { outputShape }) {
    const features = toFeatures(only(inputs));
    return isMap(outputShape) ? toMap(features, ...outputShape) : features;
  },
  zeroPad2d: (inputs, p) =>
    tf.pad(asMap(only(inputs)), explicitPadding([p.top, p.bottom], [p.left, p.right])),
  upsample2d(inputs, p) {
    const x = asMap(only(inputs));
    const [, height, width] = x.shape;
    if (p.mode === "nearest") return repeatPixels(x, p.scale);
    return resample(x, linearInterpolation(height, p.scale[0]), linearInterpolation(width, p.scale[1]));
  },
  channelShuffle: (inputs, p) => shuffled(asMap(only(inputs)), p.groups),
};
