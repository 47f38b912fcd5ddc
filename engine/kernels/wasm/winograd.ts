/** Convolutions by 3x3 kernels without stride, with less than half of the products (`wasm-src/winograd.ts`). */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AxisGeometry } from "./conv-geometry.ts";
import { KERNEL, type Simd } from "./simd.ts";

/** Windows of a group, products of a window, results of a product. */
const GROUP = { windows: 6, products: 16, columns: 8 } as const;
/** The scratch memory that `wasm-src/layout.ts` sets aside. */
const SCRATCH_BYTES = 768 * 1024;
const MOST_GROUPS = 4;
/** Below these the transforms cost more than they save. */
const FEWEST = { channels: 8, windows: 48 } as const;

interface Axis extends Pick<AxisGeometry, "input" | "output" | "before"> {}
export interface WinogradShape {
  readonly batch: number;
  readonly height: Axis;
  readonly width: Axis;
  readonly channels: number;
  readonly outputs: number;
}

const panelsOf = ({ outputs }: WinogradShape): number => Math.ceil(outputs / GROUP.columns);
const windowsOf = ({ batch, height, width }: WinogradShape): number =>
  batch * Math.ceil(height.output / 2) * Math.ceil(width.output / 2);

/** Groups that the scratch memory has room for. */
function groupsOf(shape: WinogradShape): number {
  const { products, windows, columns } = GROUP;
  const rows = 4 * products * windows;
  const spare = 4 * products * shape.channels + rows * shape.channels;
  const group = rows * (shape.channels + columns * panelsOf(shape));
  return Math.min(MOST_GROUPS, Math.floor((SCRATCH_BYTES - spare) / group));
}

export const isWorthWinograd = (shape: WinogradShape): boolean =>
  shape.channels % 4 === 0 &&
  shape.outputs % 4 === 0 &&
  Math.min(shape.channels, shape.outputs) >= FEWEST.channels &&
  windowsOf(shape) >= FEWEST.windows &&
  groupsOf(shape) >= 1;

/**
 * `x` `[batch, height, width, channels]`. The kernel is `[3, 3, channels, outputs]`; `turned`, it is `[3, 3, outputs, channels]`
 * and turned by half a turn, as the gradient of the input takes it.
 */
export function winograd(
  simd: Simd,
  shape: WinogradShape,
  x: TensorInfo,
  kernel: TensorInfo,
  turned: boolean,
): TensorInfo {
  const { batch, height, width, channels, outputs } = shape;
  const panels = panelsOf(shape);
  const transformed = simd.output([GROUP.products, panels, channels, GROUP.columns]);
  simd.run(KERNEL.winogradKernel, { work: 16 * channels * outputs, most: panels }, [
    ...[kernel, transformed].map(simd.at),
    ...[channels, outputs, Number(turned)],
  ]);
  const out = simd.output([batch, height.output, width.output, outputs]);
  const windows = windowsOf(shape);
  simd.run(
    KERNEL.winograd,
    { work: GROUP.products * windows * channels * outputs, most: Math.ceil(windows / GROUP.windows) },
    [
      ...[x, transformed, out].map(simd.at),
      ...[batch, height.input, width.input, channels, outputs],
      ...[height.output, width.output, height.before, width.before, groupsOf(shape)],
    ],
  );
  simd.dispose(transformed);
  return out;
}

/** Windows that are summed at once: a tile of sums then costs little beside its products. */
const DEPTH = { least: 24, most: 128 } as const;

function depthOf({ channels, outputs }: WinogradShape): number {
  const window = 4 * 4 * (6 * Math.ceil(channels / 6) + GROUP.columns * Math.ceil(outputs / GROUP.columns));
  return Math.min(DEPTH.most, Math.floor((SCRATCH_BYTES - 4 * GROUP.products * channels) / window));
}

export const isWorthWinogradFilter = (shape: WinogradShape): boolean =>
  isWorthWinograd(shape) && windowsOf(shape) >= DEPTH.most && depthOf(shape) >= DEPTH.least;

/** The gradient `[3, 3, channels, outputs]` of the kernel, from `x` and the gradient of the result. */
export function winogradFilter(simd: Simd, shape: WinogradShape, x: TensorInfo, dy: TensorInfo): TensorInfo {
  const { batch, height, width, channels, outputs } = shape;
  const sums = simd.output([GROUP.products, channels, outputs]);
  const work = GROUP.products * windowsOf(shape) * channels * outputs;
  // A part for each row of the transforms.
  simd.run(KERNEL.winogradFilter, { work, most: 4 }, [
    ...[x, sums, dy].map(simd.at),
    ...[batch, height.input, width.input, channels, outputs],
    ...[height.output, width.output, height.before, width.before, depthOf(shape)],
  ]);
  const out = simd.output([3, 3, channels, outputs]);
  const count = channels * outputs;
  simd.run(KERNEL.winogradFilterResult, { work: 24 * count, most: count / 4 }, [
    ...[sums, out].map(simd.at),
    count,
  ]);
  simd.dispose(sums);
  return out;
}
