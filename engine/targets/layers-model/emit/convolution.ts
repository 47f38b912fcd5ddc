/** Convolutions and the dense layer. Padding is its own layer; groups and dilation go into the kernel where needed. */
import { layers } from "@tensorflow/tfjs-layers";
import type { Pair } from "../../../layers/param.ts";
import { dilatedExtent } from "../../../tensor/window.ts";
import { spreadKernel, ungroupedKernel } from "../../support/kernels.ts";
import { unsupported } from "../../support/types.ts";
import { executorShape, toExecutorLayout } from "../../weights/layout.ts";
import { layersModelMessages } from "../messages.ts";
import { type Build, type EmitTable, type Filling, only, type Place } from "../place.ts";
import { bothAxes, cropped, isOnes, padded, zeroed } from "./steps.ts";

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

/** The stock depthwise layer ignores dilation, so that zeros are written into the kernel. */
const depthwise =
  (p: Depthwise, channels: number, multiplier: number): Build =>
  (inputs, place) => {
    const spread = toExecutorLayout(spreadKernel(place.weight("weight"), p.dilation));
    const [height = 1, width = 1] = spread.shape;
    const kernel = { shape: [height, width, channels, multiplier], data: spread.data };
    const kernelSize: [number, number] = [height, width];
    const strides: [number, number] = [...p.stride];
    return place.put(
      (name) =>
        layers.depthwiseConv2d({
          name,
          kernelSize,
          strides,
          depthMultiplier: multiplier,
          useBias: p.bias,
          ...zeroed,
        }),
      padded(only(inputs), place, sides(p, 0), sides(p, 1)),
      { weights: withBias(kernel, p.bias, place) },
    );
  };

export const convolutionKinds: EmitTable<"conv2d" | "depthwiseConv2d" | "convTranspose2d" | "dense"> = {
  conv2d({ params: p, inputs: [shape = []] }) {
    const channels = shape[0] ?? 0;
    if (p.groups > 1 && p.groups === channels) return depthwise(p, channels, p.filters / channels);
    // tfjs allows a stride or a dilation, not both.
    const spread = !isOnes(p.dilation) && !isOnes(p.stride);
    const extent = spread ? bothAxes((axis) => dilatedExtent(p.kernel[axis], p.dilation[axis])) : p.kernel;
    const elements = p.filters * channels * extent[0] * extent[1];
    if (p.groups > 1 && elements > LARGEST_KERNEL)
      return unsupported(layersModelMessages, "tfjs/grouped-too-large", { elements });
    return (inputs, place) => {
      const stored = place.weight("weight");
      const data = (): Float32Array => {
        const full = ungroupedKernel(stored, p.groups);
        return toExecutorLayout(spread ? spreadKernel(full, p.dilation) : full).data;
      };
      const kernel = { shape: [...extent, channels, p.filters], data };
      return place.put(
        (name) =>
          layers.conv2d({
            name,
            filters: p.filters,
            kernelSize: [...extent],
            strides: [...p.stride],
            dilationRate: spread ? [1, 1] : [...p.dilation],
            useBias: p.bias,
            ...zeroed,
          }),
        padded(only(inputs), place, sides(p, 0), sides(p, 1)),
        { weights: withBias(kernel, p.bias, place) },
      );
    };
  },

  depthwiseConv2d: ({ params: p, inputs: [shape = []] }) => depthwise(p, shape[0] ?? 0, p.multiplier),

  convTranspose2d({ params: p, inputs: [shape = []], output }) {
    const elements = p.filters * (shape[0] ?? 0) * p.kernel[0] * p.kernel[1];
    if (p.groups > 1 && elements > LARGEST_KERNEL)
      return unsupported(layersModelMessages, "tfjs/grouped-too-large", { elements });
    return (inputs, place) => {
      // Zeros behind the kernel make the full result reach as far as the output padding asks.
      const atLeast = bothAxes((axis) => {
        const spread = ((shape[axis + 1] ?? 1) - 1) * p.stride[axis];
        return p.padding[axis] + (output[axis + 1] ?? 0) - spread;
      });
      const full = ungroupedKernel(place.weight("weight"), p.groups);
      const kernel = toExecutorLayout(spreadKernel(full, p.dilation, atLeast));
      const [height = 1, width = 1] = kernel.shape;
      const y = place.put(
        (name) =>
          layers.conv2dTranspose({
            name,
            filters: p.filters,
            kernelSize: [height, width],
            strides: [...p.stride],
            useBias: p.bias,
            ...zeroed,
          }),
        only(inputs),
        { weights: withBias(kernel, p.bias, place) },
      );
      const cut = bothAxes((axis): Pair => {
        const whole = y.shape[axis + 1] ?? 0;
        return [p.padding[axis], whole - p.padding[axis] - (output[axis + 1] ?? 0)];
      });
      return cropped(y, place, cut[0], cut[1]);
    };
  },

  dense:
    ({ params: p }) =>
    (inputs, place) => {
      const stored = place.weight("weight");
      const kernel = { shape: executorShape(stored.shape), data: () => toExecutorLayout(stored).data };
      return place.put(
        (name) => layers.dense({ name, units: p.units, useBias: p.bias, ...zeroed }),
        only(inputs),
        { weights: withBias(kernel, p.bias, place) },
      );
    },
};
