/** Convolution as PyTorch computes it, with gradients on every backend, of operations whose gradients tfjs has. */
import type { Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Pair } from "../../../layers/param.ts";
import { type Activation, activationAttributes } from "./activated.ts";
import { addBias } from "./combine.ts";
import { hasKernel, runKernel } from "./fused.ts";
import { bothAxes, type ExplicitPadding, explicitPadding } from "./geometry.ts";
import { gather, interleave, subsample } from "./rearrange.ts";

export interface Convolution {
  readonly stride: Pair;
  /** Zeros on each of the two sides. */
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly groups: number;
}

/** `x` `[batch, H, W, in]`, `kernel` `[kh, kw, in/groups, out]`. */
function dense(x: Tensor4D, kernel: Tensor4D, stride: Pair, pad: ExplicitPadding, groups: number): Tensor4D {
  const channels = x.shape[3];
  const [height, width, , filters] = kernel.shape;
  if (groups === 1) return tf.conv2d(x, kernel, [...stride], pad);
  if (groups === channels) {
    const own = tf.reshape(kernel, [height, width, channels, filters / channels]) as Tensor4D;
    return tf.depthwiseConv2d(x, own, [...stride], pad);
  }
  const kernels = tf.split<Tensor4D>(kernel, groups, 3);
  const parts = tf.split<Tensor4D>(x, groups, 3).map((part, group) => {
    const own = kernels[group] as Tensor4D;
    return tf.conv2d(part, own, [...stride], pad);
  });
  return tf.concat(parts, 3);
}

/**
 * tfjs has no gradient of a dilated convolution. A dilated window over an image is a dense window over each of its
 * interleaved parts (the à-trous identity), so the image is taken apart, convolved, put together and then strided.
 */
function dilated(x: Tensor4D, kernel: Tensor4D, p: Convolution, dilation: Pair): Tensor4D {
  const [, height, width] = x.shape;
  const [kh, kw] = kernel.shape;
  const padded = bothAxes((axis) => (axis === 0 ? height : width) + 2 * p.padding[axis]);
  const extra = bothAxes((axis) => (dilation[axis] - (padded[axis] % dilation[axis])) % dilation[axis]);
  const whole = tf.pad(
    x,
    explicitPadding([p.padding[0], p.padding[0] + extra[0]], [p.padding[1], p.padding[1] + extra[1]]),
  );
  const parts = dense(interleave(whole, dilation), kernel, [1, 1], explicitPadding([0, 0], [0, 0]), p.groups);
  const count = bothAxes((axis) => {
    const span = padded[axis] - dilation[axis] * ((axis === 0 ? kh : kw) - 1) - 1;
    return Math.floor(span / p.stride[axis]) + 1;
  });
  return subsample(gather(parts, dilation), p.stride, count);
}

/** By operations that every backend has. */
function composed(x: Tensor4D, kernel: Tensor4D, p: Convolution): Tensor4D {
  // A single row or column has no distance between its elements.
  const dilation = bothAxes((axis) => (kernel.shape[axis] === 1 ? 1 : p.dilation[axis]));
  if (dilation[0] !== 1 || dilation[1] !== 1) return dilated(x, kernel, p, dilation);
  const pad = explicitPadding([p.padding[0], p.padding[0]], [p.padding[1], p.padding[1]]);
  return dense(x, kernel, p.stride, pad, p.groups);
}

/**
 * `x` `[batch, H, W, in]`, `kernel` `[kh, kw, in/groups, out]`, `bias` `[out]`; a cross-correlation. One kernel where the
 * backend has it (`engine/kernels`), which alone takes an activation along.
 */
export function convolve(
  x: Tensor4D,
  kernel: Tensor4D,
  p: Convolution,
  bias: Tensor1D | null = null,
  activation: Activation | null = null,
): Tensor4D {
  const name = activation === null ? "Convolution" : "ConvolutionActivated";
  if (hasKernel(name)) {
    const { stride, padding, dilation, groups } = p;
    const inputs = bias === null ? { x, filter: kernel } : { x, filter: kernel, bias };
    const window = { stride, padding, dilation, groups, biased: bias !== null };
    return runKernel(name, inputs, { ...window, ...activationAttributes(activation) }) as Tensor4D;
  }
  const y = composed(x, kernel, p);
  return bias === null ? y : (addBias(y, bias) as Tensor4D);
}
