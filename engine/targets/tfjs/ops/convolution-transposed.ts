/** The transposed convolution as PyTorch computes it, with gradients on every backend. */
import type { Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Pair } from "../../../layers/param.ts";
import { transposedOutput } from "../../../tensor/window.ts";
import type { Convolution } from "./convolution.ts";
import { bothAxes, explicitPadding } from "./geometry.ts";
import { gather, interleave, spreadOut } from "./rearrange.ts";

export interface TransposedConvolution extends Convolution {
  /** Rows and columns added at the bottom and right. */
  readonly outputPadding: Pair;
}

/** Cuts `[start, start + size)` out of both axes; what lies behind the end is zero. */
function crop(x: Tensor4D, start: Pair, size: Pair): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const missing = bothAxes((axis) => Math.max(0, start[axis] + size[axis] - (axis === 0 ? height : width)));
  const whole = tf.pad(x, explicitPadding([0, missing[0]], [0, missing[1]]));
  return tf.slice(whole, [0, start[0], start[1], 0], [batch, size[0], size[1], channels]);
}

/** `kernel` `[kh, kw, out, in]`; every input pixel is spread over a window of the `(H - 1)*stride + kh` rows. */
function spread(x: Tensor4D, kernel: Tensor4D, stride: Pair): Tensor4D {
  const [batch, height, width] = x.shape;
  const [kh, kw, filters] = kernel.shape;
  const size = [batch, (height - 1) * stride[0] + kh, (width - 1) * stride[1] + kw, filters] as const;
  return tf.conv2dTranspose(x, kernel, [...size], [...stride], "valid");
}

function full(x: Tensor4D, kernel: Tensor4D, stride: Pair, dilation: Pair): Tensor4D {
  if (dilation[0] === 1 && dilation[1] === 1) return spread(x, kernel, stride);
  // The à-trous identity again: with a stride, the zeros between the pixels are written out first.
  const sparse = spreadOut(x, stride);
  const extra = bothAxes((axis) => {
    const size = axis === 0 ? sparse.shape[1] : sparse.shape[2];
    return (dilation[axis] - (size % dilation[axis])) % dilation[axis];
  });
  const whole = tf.pad(sparse, explicitPadding([0, extra[0]], [0, extra[1]]));
  return gather(spread(interleave(whole, dilation), kernel, [1, 1]), dilation);
}

/** `x` `[batch, H, W, in]`, `kernel` `[kh, kw, out/groups, in]`; without bias. */
export function convolveTransposed(x: Tensor4D, kernel: Tensor4D, p: TransposedConvolution): Tensor4D {
  const dilation = bothAxes((axis) => (kernel.shape[axis] === 1 ? 1 : p.dilation[axis]));
  const size = bothAxes((axis) =>
    transposedOutput({
      size: axis === 0 ? x.shape[1] : x.shape[2],
      kernel: kernel.shape[axis],
      stride: p.stride[axis],
      padding: p.padding[axis],
      dilation: dilation[axis],
      outputPadding: p.outputPadding[axis],
    }),
  );
  const kernels = p.groups === 1 ? [kernel] : tf.split<Tensor4D>(kernel, p.groups, 3);
  const inputs = p.groups === 1 ? [x] : tf.split<Tensor4D>(x, p.groups, 3);
  const parts = inputs.map((input, group) => full(input, kernels[group] as Tensor4D, p.stride, dilation));
  return crop(parts.length === 1 ? (parts[0] as Tensor4D) : tf.concat(parts, 3), p.padding, size);
}
