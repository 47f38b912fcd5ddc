/** Pooling as PyTorch computes it: `ceil`, padding that never wins a maximum, and both ways of counting it in a mean. */
import type { Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Pair } from "../../../layers/param.ts";
import { hasKernel, runKernel } from "./fused.ts";
import { bothAxes, explicitPadding, type Pooling, pooledAxis } from "./geometry.ts";
import { gather, interleave, subsample } from "./rearrange.ts";
import { adaptiveBins, resample } from "./resample.ts";

/** The least float32; no window consists of padding alone, so it is never the maximum. */
const LOWEST = -3.4028234663852886e38;

const isPoint = (p: Pooling): boolean => p.size[0] === 1 && p.size[1] === 1;

function windows(x: Tensor4D, p: Pooling) {
  const [, height, width] = x.shape;
  const [h, w] = [pooledAxis(p, 0, height), pooledAxis(p, 1, width)];
  const pad = explicitPadding([p.padding[0], p.padding[0] + h.extra], [p.padding[1], p.padding[1] + w.extra]);
  return { pad, count: [h.count, w.count] as const };
}

/** `[batch, H, W, C]`; the gradient goes to the first maximum of a window, row by row. */
export function maxPool(x: Tensor4D, p: Pooling): Tensor4D {
  const { pad, count } = windows(x, p);
  if (isPoint(p)) return subsample(x, p.stride, count);
  if (hasKernel("MaxPooling")) {
    const { size, stride, padding, dilation } = p;
    return runKernel("MaxPooling", { x }, { size, stride, padding, dilation, count }) as Tensor4D;
  }
  const dilation = bothAxes((axis) => (p.size[axis] === 1 ? 1 : p.dilation[axis]));
  // The kernels skip what lies outside the image, which is what padding by minus infinity does.
  if (dilation[0] === 1 && dilation[1] === 1) return tf.maxPool(x, [...p.size], [...p.stride], pad);
  const [, height, width] = x.shape;
  const [top, bottom] = pad[1];
  const [left, right] = pad[2];
  const fill = (size: number, step: number): number => (step - (size % step)) % step;
  const whole = tf.pad(
    x,
    explicitPadding(
      [top, bottom + fill(height + top + bottom, dilation[0])],
      [left, right + fill(width + left + right, dilation[1])],
    ),
    LOWEST,
  );
  const parts = tf.maxPool(interleave(whole, dilation), [...p.size], [1, 1], "valid");
  return subsample(gather(parts, dilation), p.stride, count);
}

/** Share of a window's positions that lie in the image, of those that lie in the image or its padding. */
function shareInside(p: Pooling, axis: 0 | 1, size: number): Float32Array {
  const { count } = pooledAxis(p, axis, size);
  return Float32Array.from({ length: count }, (_, i) => {
    const start = i * p.stride[axis] - p.padding[axis];
    const end = start + p.size[axis];
    const inside = Math.min(end, size) - Math.max(start, 0);
    return inside / (Math.min(end, size + p.padding[axis]) - start);
  });
}

/**
 * `[batch, H, W, C]`. tfjs divides by the positions inside the image; PyTorch's default divides by those in the
 * padding too, but not by those that only `ceil` adds.
 */
export function avgPool(x: Tensor4D, p: Pooling, countIncludePad: boolean): Tensor4D {
  const { pad, count } = windows(x, p);
  if (isPoint(p)) return subsample(x, p.stride, count);
  if (hasKernel("AveragePooling")) {
    const { size, stride, padding } = p;
    return runKernel("AveragePooling", { x }, { size, stride, padding, count, countIncludePad }) as Tensor4D;
  }
  const means = tf.avgPool(x, [...p.size], [...p.stride], pad);
  if (!countIncludePad || (p.padding[0] === 0 && p.padding[1] === 0)) return means;
  const rows = tf.tensor4d(shareInside(p, 0, x.shape[1]), [1, count[0], 1, 1]);
  const columns = tf.tensor4d(shareInside(p, 1, x.shape[2]), [1, 1, count[1], 1]);
  return tf.mul(means, tf.mul(rows, columns));
}

/** Bins whose places the kernel computes in 32 bits. */
const computable = (pixels: number, bins: number): boolean => (pixels + 1) * (bins + 1) < 2 ** 31;

/** `[batch, H, W, C]` to `[batch, rows, columns, C]`: means over bins as even as can be. */
export function adaptiveAvgPool(x: Tensor4D, [rows, columns]: Pair): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (rows === height && columns === width) return x;
  if (hasKernel("AdaptiveAveragePooling") && computable(height, rows) && computable(width, columns))
    return runKernel("AdaptiveAveragePooling", { x }, { count: [rows, columns] }) as Tensor4D;
  if (rows === 1 && columns === 1) return tf.reshape(tf.mean(x, [1, 2]), [batch, 1, 1, channels]);
  if (height % rows === 0 && width % columns === 0) {
    const size = [height / rows, width / columns] as const;
    const even = { size, stride: size, padding: [0, 0], dilation: [1, 1], ceil: false } as const;
    return avgPool(x, even, true);
  }
  return resample(x, adaptiveBins(height, rows), adaptiveBins(width, columns));
}
