/** Pooling of every sort. */
import * as tf from "@tensorflow/tfjs-core";
import { adaptiveAvgPool, avgPool, maxPool } from "../ops/pooling.ts";
import { asMap } from "../ops/rearrange.ts";
import { type EmitTable, only } from "./emit.ts";

export const poolingKinds: EmitTable<
  "maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"
> = {
  maxPool2d: (inputs, p) => maxPool(asMap(only(inputs)), p),
  avgPool2d: (inputs, p) => avgPool(asMap(only(inputs)), { ...p, dilation: [1, 1] }, p.countIncludePad),
  globalAvgPool2d(inputs) {
    const x = asMap(only(inputs));
    const [batch, , , channels] = x.shape;
    return tf.reshape(adaptiveAvgPool(x, [1, 1]), [batch, channels]);
  },
  globalMaxPool2d(inputs) {
    const x = asMap(only(inputs));
    const [batch, height, width, channels] = x.shape;
    const whole = { size: [height, width], stride: [1, 1], padding: [0, 0], dilation: [1, 1] } as const;
    return tf.reshape(maxPool(x, { ...whole, ceil: false }), [batch, channels]);
  },
  adaptiveAvgPool2d: (inputs, p) => adaptiveAvgPool(asMap(only(inputs)), p.size),
};
