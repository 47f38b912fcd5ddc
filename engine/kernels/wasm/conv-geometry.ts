/** The geometry of a convolution from the attributes of tfjs' gradient kernels. */
import type { backend_util } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Attributes } from "./heap.ts";

export interface AxisGeometry {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  /** Padding in front. */
  readonly before: number;
  readonly dilation: number;
}
export interface ConvGeometry {
  readonly batch: number;
  readonly height: AxisGeometry;
  readonly width: AxisGeometry;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly dilated: boolean;
}

type Four = [number, number, number, number];

/** `strides`, `pad`, `dimRoundingMode` and `dilations` as tfjs passes them; channels last. */
export function convGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Attributes,
  depthwise: boolean,
): ConvGeometry {
  const info: backend_util.Conv2DInfo = tf.backend_util.computeConv2DInfo(
    inputShape as Four,
    filterShape as Four,
    attrs.strides as [number, number],
    (attrs.dilations as [number, number] | undefined) ?? 1,
    attrs.pad as "valid",
    attrs.dimRoundingMode as "floor",
    depthwise,
  );
  return {
    batch: info.batchSize,
    height: {
      input: info.inHeight,
      output: info.outHeight,
      kernel: info.filterHeight,
      stride: info.strideHeight,
      before: info.padInfo.top,
      dilation: info.dilationHeight,
    },
    width: {
      input: info.inWidth,
      output: info.outWidth,
      kernel: info.filterWidth,
      stride: info.strideWidth,
      before: info.padInfo.left,
      dilation: info.dilationWidth,
    },
    inputChannels: info.inChannels,
    outputChannels: info.outChannels,
    dilated: info.dilationHeight > 1 || info.dilationWidth > 1,
  };
}

/** tfjs' explicit padding; negative numbers are not allowed in it. */
export const padding = (height: readonly [number, number], width: readonly [number, number]) => [
  [0, 0],
  [...height],
  [...width],
  [0, 0],
];

/** No padding, stride 1, a single weight for each pair of channels: a product of two matrices. */
export const isPointwise = ({ height, width }: ConvGeometry): boolean =>
  [height, width].every(
    (axis) => axis.kernel === 1 && axis.stride === 1 && axis.before === 0 && axis.input === axis.output,
  );
