/** The gradients of a depthwise convolution by our SIMD module. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ConvGeometry, convGeometry } from "./conv-geometry.ts";
import type { KernelCall } from "./heap.ts";
import type { Simd } from "./simd.ts";

/** Bytes of scratch memory for each weight. */
const WEIGHT_BYTES = 12;

/** In the order of `engine/kernels/wasm-src/depthwise.ts`. */
const numbersOf = ({
  batch,
  height,
  width,
  inputChannels,
  outputChannels,
}: ConvGeometry): readonly number[] => [
  ...[batch, inputChannels, outputChannels / inputChannels, height.input, width.input],
  ...[height.output, width.output, height.kernel, width.kernel],
  ...[height.stride, width.stride, height.before, width.before],
];

export function depthwiseFilterGradientSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
  const filterShape = attrs.filterShape as unknown as number[];
  const g = convGeometry(x.shape, filterShape, attrs, true);
  if (g.dilated) return null;
  const out = simd.output(filterShape);
  const scratch = simd.scratch(g.height.kernel * g.width.kernel * g.outputChannels * WEIGHT_BYTES);
  simd.functions.depthwiseFilterGradient(simd.at(x), simd.at(dy), simd.at(out), scratch, ...numbersOf(g));
  return out;
}

export function depthwiseInputGradientSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
  const inputShape = attrs.inputShape as unknown as number[];
  const g = convGeometry(inputShape, filter.shape, attrs, true);
  if (g.dilated) return null;
  const out = simd.output(inputShape);
  simd.functions.depthwiseInputGradient(simd.at(filter), simd.at(dy), simd.at(out), ...numbersOf(g));
  return out;
}
