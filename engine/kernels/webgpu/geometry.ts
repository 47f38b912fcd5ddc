/** The geometry of a convolution, `[batch, H, W, groups*in]` with `[kh, kw, in, groups*out]`. */
import * as tf from "@tensorflow/tfjs-core";

type Pair = readonly [number, number];

/** Everything but the batch, which the kernels read off their tensors, so that one pipeline serves every batch. */
export interface Geometry {
  /** Height and width. */
  readonly size: Pair;
  readonly outputSize: Pair;
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Zeros in front. */
  readonly before: Pair;
  readonly dilation: Pair;
  readonly groups: number;
  /** Of one group. */
  readonly inputs: number;
  readonly outputs: number;
}

export const geometryKey = (g: Geometry): string =>
  [g.size, g.outputSize, g.kernel, g.stride, g.before, g.dilation, g.groups, g.inputs, g.outputs].join();

/** Attributes of our own kernels: `stride`, `padding` (zeros on each side), `dilation` and `groups`. */
export interface WindowAttributes {
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly groups: number;
}

export function geometryOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { stride, padding, dilation, groups }: WindowAttributes,
): Geometry {
  const [, height = 0, width = 0] = inputShape;
  const [kh = 0, kw = 0, inputs = 0, filters = 0] = filterShape;
  const along = (size: number, kernel: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * padding[axis] - dilation[axis] * (kernel - 1) - 1) / stride[axis]) + 1;
  return {
    size: [height, width],
    outputSize: [along(height, kh, 0), along(width, kw, 1)],
    kernel: [kh, kw],
    stride,
    before: padding,
    dilation,
    groups,
    inputs,
    outputs: filters / groups,
  };
}

type Four = [number, number, number, number];

/** From the attributes of tfjs' own convolution kernels, channels last; one group. */
export function stockGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Readonly<Record<string, unknown>>,
): Geometry {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Four,
    filterShape as Four,
    attrs.strides as [number, number],
    (attrs.dilations as [number, number] | undefined) ?? 1,
    attrs.pad as "valid",
    attrs.dimRoundingMode as "floor",
  );
  return {
    size: [info.inHeight, info.inWidth],
    outputSize: [info.outHeight, info.outWidth],
    kernel: [info.filterHeight, info.filterWidth],
    stride: [info.strideHeight, info.strideWidth],
    before: [info.padInfo.top, info.padInfo.left],
    dilation: [info.dilationHeight, info.dilationWidth],
    groups: 1,
    inputs: info.inChannels,
    outputs: info.outChannels,
  };
}

/** `[batch, H, W, C]` of a convolution's output. */
export const outputShape = (batch: number, g: Geometry): readonly number[] => [
  batch,
  ...g.outputSize,
  g.groups * g.outputs,
];
