/** ReLU, sums, differences and products of tensors of one shape or with a value for each channel, and multiples. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

/** Numbers of the operations in `engine/kernels/wasm-src/elementwise.ts`. */
export const OPERATION = {
  relu: 0,
  reluGradient: 1,
  add: 2,
  multiply: 3,
  addChannels: 4,
  subtract: 5,
  scale: 6,
  subtractChannels: 7,
  multiplyChannels: 8,
} as const;

/** Values that a part has at least. */
const GRAIN = 16_384;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const alike = (a: TensorInfo, b: TensorInfo): boolean =>
  a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i]);
const floats = (...tensors: readonly TensorInfo[]): boolean =>
  tensors.every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);

export function elementwise(
  simd: Simd,
  operation: number,
  a: TensorInfo,
  b: TensorInfo,
  shape: readonly number[],
): TensorInfo {
  const out = simd.output(shape);
  const count = sizeOf(shape);
  // Memory, not arithmetic, is what these wait for: a value counts for several.
  simd.run(KERNEL.elementwise, { work: 4 * count, most: Math.ceil(count / GRAIN) }, [
    operation,
    ...[a, b, out].map(simd.at),
    ...[count, 0],
  ]);
  return out;
}

/** `[…, C]` with `[C]`. */
function byChannels(simd: Simd, operation: number, a: TensorInfo, b: TensorInfo): TensorInfo {
  const out = simd.output(a.shape);
  const channels = sizeOf(b.shape);
  const rows = sizeOf(a.shape) / channels;
  simd.run(KERNEL.elementwise, { work: 4 * rows * channels, most: Math.ceil((rows * channels) / GRAIN) }, [
    operation,
    ...[a, b, out].map(simd.at),
    ...[rows, channels],
  ]);
  return out;
}

/** All but the last axis of size 1, and that one as long as the other tensor's. */
const isChannels = (b: TensorInfo, a: TensorInfo): boolean =>
  b.shape.length <= a.shape.length &&
  b.shape.at(-1) === a.shape.at(-1) &&
  b.shape.slice(0, -1).every((size) => size === 1);

type Operands = Readonly<Record<"a" | "b", TensorInfo>>;

export function addSimd(simd: Simd, { inputs }: KernelCall): TensorInfo | null {
  const { a, b } = inputs as Operands;
  if (!floats(a, b)) return null;
  if (alike(a, b)) return elementwise(simd, OPERATION.add, a, b, a.shape);
  if (isChannels(b, a)) return byChannels(simd, OPERATION.addChannels, a, b);
  return isChannels(a, b) ? byChannels(simd, OPERATION.addChannels, b, a) : null;
}

export function multiplySimd(simd: Simd, { inputs }: KernelCall): TensorInfo | null {
  const { a, b } = inputs as Operands;
  if (!floats(a, b)) return null;
  if (alike(a, b)) return elementwise(simd, OPERATION.multiply, a, b, a.shape);
  if (b.shape.length === 0) return elementwise(simd, OPERATION.scale, a, b, a.shape);
  if (a.shape.length === 0) return elementwise(simd, OPERATION.scale, b, a, b.shape);
  if (isChannels(b, a)) return byChannels(simd, OPERATION.multiplyChannels, a, b);
  return isChannels(a, b) ? byChannels(simd, OPERATION.multiplyChannels, b, a) : null;
}

export function subtractSimd(simd: Simd, { inputs }: KernelCall): TensorInfo | null {
  const { a, b } = inputs as Operands;
  if (!floats(a, b)) return null;
  if (alike(a, b)) return elementwise(simd, OPERATION.subtract, a, b, a.shape);
  return isChannels(b, a) ? byChannels(simd, OPERATION.subtractChannels, a, b) : null;
}

export function reluSimd(simd: Simd, { inputs }: KernelCall): TensorInfo | null {
  const { x } = inputs as { x: TensorInfo };
  return floats(x) ? elementwise(simd, OPERATION.relu, x, x, x.shape) : null;
}
