/** Convolutions and the dense layer. Padding is its own layer; groups and dilation go into the kernel where needed. */
import type { Pair } from "../../../layers/param.ts";
import { dilatedExtent } from "../../../tensor/window.ts";
import { spreadKernel, ungroupedKernel } from "../../support/kernels.ts";
import { unsupported } from "../../support/types.ts";
import { executorShape, toExecutorLayout } from "../../weights/layout.ts";
import { stockMessages } from "../messages.ts";
import { type Build, type EmitTable, type Filling, only, type Place } from "../place.ts";
import { bothAxes, cropped, isOnes, padded } from "./steps.ts";

/** Numbers of a kernel beyond which a full convolution in place of a grouped one is no sensible export. */
const LARGEST_KERNEL = 2 ** 24;

const withBias = (kernel: Filling, bias: boolean, place: Place): readonly Filling[] =>
  bias ? [kernel, place.weight("bias")] : [kernel];

const sides = (p: { readonly padding: Pair }, axis: 0 | 1): Pair => [p.padding[axis], p.padding[axis]];

interface Depthwise {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly bias: boolean;
}

/**
 * Stock depthwise layers ignore dilation, or refuse strides that differ: zeros are written into the kernel, and an
 * uneven stride keeps every so many rows of a result without one.
 */
const depthwise =
  (p: Depthwise, channels: number, multiplier: number): Build =>
  (inputs, place) => {
    const spread = toExecutorLayout(spreadKernel(place.weight("weight"), p.dilation));
    const [height = 1, width = 1] = spread.shape;
    const kernel = { shape: [height, width, channels, multiplier], data: spread.data };
    const even = p.stride[0] === p.stride[1];
    const y = place.put(
      {
        type: "DepthwiseConv2D",
        kernelSize: [height, width],
        strides: even ? p.stride : [1, 1],
        multiplier,
        useBias: p.bias,
      },
      padded(only(inputs), place, sides(p, 0), sides(p, 1)),
      { weights: withBias(kernel, p.bias, place) },
    );
    if (even) return y;
    const thin = { type: "AveragePooling2D", poolSize: [1, 1], strides: p.stride, padding: "valid" } as const;
    return place.put(thin, y, { role: "stride" });
  };

export const convolutionKinds = (
  target: string,
): EmitTable<"conv2d" | "depthwiseConv2d" | "convTranspose2d" | "dense"> => ({
  conv2d({ params: p, inputs: [shape = []] }) {
    const channels = shape[0] ?? 0;
    if (p.groups > 1 && p.groups === channels) return depthwise(p, channels, p.filters / channels);
    // A stride or a dilation is allowed, not both.
    const spread = !isOnes(p.dilation) && !isOnes(p.stride);
    const extent = spread ? bothAxes((axis) => dilatedExtent(p.kernel[axis], p.dilation[axis])) : p.kernel;
    const elements = p.filters * channels * extent[0] * extent[1];
    if (p.groups > 1 && elements > LARGEST_KERNEL)
      return unsupported(stockMessages, "stock/grouped-too-large", { target, elements });
    return (inputs, place) => {
      const stored = place.weight("weight");
      const data = (): Float32Array => {
        const full = ungroupedKernel(stored, p.groups);
        return toExecutorLayout(spread ? spreadKernel(full, p.dilation) : full).data;
      };
      const kernel = { shape: [...extent, channels, p.filters], data };
      return place.put(
        {
          type: "Conv2D",
          filters: p.filters,
          kernelSize: extent,
          strides: p.stride,
          dilation: spread ? [1, 1] : p.dilation,
          useBias: p.bias,
        },
        padded(only(inputs), place, sides(p, 0), sides(p, 1)),
        { weights: withBias(kernel, p.bias, place) },
      );
    };
  },

  depthwiseConv2d: ({ params: p, inputs: [shape = []] }) => depthwise(p, shape[0] ?? 0, p.multiplier),

  convTranspose2d({ params: p, inputs: [shape = []], output }) {
    const elements = p.filters * (shape[0] ?? 0) * p.kernel[0] * p.kernel[1];
    if (p.groups > 1 && elements > LARGEST_KERNEL)
      return unsupported(stockMessages, "stock/grouped-too-large", { target, elements });
    return (inputs, place) => {
      const size = (axis: 0 | 1): number => shape[axis + 1] ?? 1;
      const wanted = (axis: 0 | 1): number => p.padding[axis] + (output[axis + 1] ?? 0);
      // Zeros behind the kernel make the full result reach as far as the output padding asks.
      const atLeast = bothAxes((axis) => wanted(axis) - (size(axis) - 1) * p.stride[axis]);
      const full = ungroupedKernel(place.weight("weight"), p.groups);
      const kernel = toExecutorLayout(spreadKernel(full, p.dilation, atLeast));
      const [height = 1, width = 1] = kernel.shape;
      const y = place.put(
        {
          type: "Conv2DTranspose",
          filters: p.filters,
          kernelSize: [height, width],
          strides: p.stride,
          useBias: p.bias,
        },
        only(inputs),
        { weights: withBias(kernel, p.bias, place) },
      );
      const cut = bothAxes((axis): Pair => {
        const extent = axis === 0 ? height : width;
        const whole = size(axis) * p.stride[axis] + Math.max(extent - p.stride[axis], 0);
        return [p.padding[axis], whole - wanted(axis)];
      });
      return cropped(y, place, cut[0], cut[1]);
    };
  },

  dense:
    ({ params: p }) =>
    (inputs, place) => {
      const stored = place.weight("weight");
      const kernel = { shape: executorShape(stored.shape), data: () => toExecutorLayout(stored).data };
      return place.put({ type: "Dense", units: p.units, useBias: p.bias }, only(inputs), {
        weights: withBias(kernel, p.bias, place),
      });
    },
});
