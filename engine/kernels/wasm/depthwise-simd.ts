/** The gradients of a depthwise convolution by our SIMD module. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ConvGeometry, convGeometry } from "./conv-geometry.ts";
import type { KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

/** Bytes of scratch memory for each weight, and how many there are. */
const WEIGHT_BYTES = 12;
const SCRATCH_BYTES = 4 * 256 * 256;
/** Channels of a chunk are a multiple of this, the width of a vector. */
const VECTOR = 4;

/** In the order of `engine/kernels/wasm-src/depthwise.ts`. */
const numbersOf = (g: ConvGeometry, chunk: number): readonly number[] => [
  ...[g.batch, g.inputChannels, g.outputChannels / g.inputChannels, g.height.input, g.width.input],
  ...[g.height.output, g.width.output, g.height.kernel, g.width.kernel],
  ...[g.height.stride, g.width.stride, g.height.before, g.width.before],
  ...[g.height.dilation, g.width.dilation, chunk],
];
const workOf = (g: ConvGeometry): number =>
  2 * g.batch * g.height.output * g.width.output * g.outputChannels * g.height.kernel * g.width.kernel;

/** Channels whose sums fit into the scratch memory, few enough that every thread gets some; 0 where one does not fit. */
function chunkOf(g: ConvGeometry, threads: number): number {
  const bytes = (g.height.kernel * g.width.kernel * g.outputChannels * WEIGHT_BYTES) / g.inputChannels;
  const fitting = Math.floor(SCRATCH_BYTES / bytes);
  if (fitting <= VECTOR) return fitting;
  const wanted = Math.min(fitting, Math.ceil(g.inputChannels / threads));
  return Math.max(VECTOR, Math.floor(wanted / VECTOR) * VECTOR);
}

export function depthwiseFilterGradientSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
  const filterShape = attrs.filterShape as unknown as number[];
  const g = convGeometry(x.shape, filterShape, attrs, true);
  const chunk = chunkOf(g, simd.threads);
  if (g.dilated || chunk === 0) return null;
  const out = simd.output(filterShape);
  simd.run(KERNEL.depthwiseFilterGradient, { work: workOf(g), most: Math.ceil(g.inputChannels / chunk) }, [
    ...[x, dy, out].map(simd.at),
    ...numbersOf(g, chunk),
  ]);
  return out;
}

export function depthwiseInputGradientSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
  const inputShape = attrs.inputShape as unknown as number[];
  const g = convGeometry(inputShape, filter.shape, attrs, true);
  if (g.dilated) return null;
  const out = simd.output(inputShape);
  simd.run(KERNEL.depthwiseInputGradient, { work: workOf(g), most: g.batch }, [
    ...[filter, dy, out].map(simd.at),
    ...numbersOf(g, 0),
  ]);
  return out;
}
