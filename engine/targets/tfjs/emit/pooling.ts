/** Pooling of every sort. */
import * as tf from "@tensorflow/tfjs-core";
import { avgPool, maxPool } from "../ops/pooling.ts";
import { asMap } from "../ops/rearrange.ts";
import { adaptiveBins, resample } from "../ops/resample.ts";
import { type EmitTable, only } from "./emit.ts";

export const poolingKinds: EmitTable<
  "maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"
> = {
  maxPool2d: (inputs, p) => maxPool(asMap(only(inputs)), p),
  avgPool2d: (inputs, p) => avgPool(asMap(only(inputs)), { ...p, dilation: [1, 1] }, p.countIncludePad),
  globalAvgPool2d: (inputs) => tf.mean(asMap(only(inputs)), [1, 2]),
  globalMaxPool2d(inputs) {
    const x = asMap(only(inputs));
    const [batch, height, width, channels] = x.shape;
    const whole = { size: [height, width], stride: [1, 1], padding: [0, 0], dilation: [1, 1] } as const;
    return tf.reshape(maxPool(x, { ...whole, ceil: false }), [batch, channels]);
  },
  adaptiveAvgPool2d(inputs, p) {
    const x = asMap(only(inputs));
    const [batch, height, width, channels] = x.shape;
    const [rows, columns] = p.size;
    if (rows === height && columns === width) return x;
    if (rows === 1 && columns === 1) return tf.reshape(tf.mean(x, [1, 2]), [batch, 1, 1, channels]);
    if (height % rows === 0 && width % columns === 0) {
      const size = [height / rows, width / columns] as const;
      const even = { size, stride: size, padding: [0, 0], dilation: [1, 1], ceil: false } as const;
      return avgPool(x, even, true);
    }
    return resample(x, adaptiveBins(height, rows), adaptiveBins(width, columns));
  },
};
