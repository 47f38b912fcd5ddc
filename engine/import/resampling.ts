/** Which layer a linear map along rows and columns is, or a list of windows: the reverse of how exports write them. */
import type { LayerKind } from "../layers/index.ts";
import type { Pair, ResolvedParams } from "../layers/param.ts";
import {
  type AxisMatrix,
  adaptiveMatrix,
  interpolationMatrix,
  type PoolingAxis,
  poolingWindows,
} from "../targets/support/resampling.ts";
import { windowOutput } from "../tensor/window.ts";

/** Longer axes are not searched. */
const LONGEST = 512;
const CLOSE = 1e-6;

export interface Span {
  readonly start: number;
  readonly end: number;
}
export interface Resampling {
  readonly kind: LayerKind;
  readonly params: ResolvedParams;
}

/** A resize, an average pooling or an adaptive one; `null` where a matrix is none of these. */
export function resamplingOf(rows: AxisMatrix, columns: AxisMatrix): Resampling | null {
  const axes = [rows, columns] as const;
  if (axes.some(({ inputs, outputs }) => Math.max(inputs, outputs) > LONGEST)) return null;
  const scale = both((axis) => axes[axis].outputs / axes[axis].inputs);
  const enlarges = scale.every((factor) => Number.isInteger(factor) && factor <= 64);
  if (
    enlarges &&
    axes.every((matrix, axis) => same(matrix, interpolationMatrix(matrix.inputs, scale[axis] ?? 1)))
  )
    return { kind: "upsample2d", params: { scale, mode: "bilinear" } };
  if (axes.every((matrix) => same(matrix, adaptiveMatrix(matrix.inputs, matrix.outputs))))
    return { kind: "adaptiveAvgPool2d", params: { size: both((axis) => axes[axis].outputs) } };
  const pooled = averageOf(axes);
  return pooled === null ? null : { kind: "avgPool2d", params: pooled };
}

/** The windows of max pooling over an axis of `size` each, as parameters of the layer. */
export function maximumOf(
  sizes: Pair,
  rows: readonly Span[],
  columns: readonly Span[],
): ResolvedParams | null {
  for (const ceil of [false, true]) {
    const [a] = placements(sizes[0], rows, ceil);
    const [b] = placements(sizes[1], columns, ceil);
    if (a !== undefined && b !== undefined) return { ...pairs(a, b), ceil };
  }
  return null;
}

const both = <T>(along: (axis: 0 | 1) => T): [T, T] => [along(0), along(1)];
const pairs = (rows: PoolingAxis, columns: PoolingAxis): ResolvedParams => ({
  size: [rows.kernel, columns.kernel],
  stride: [rows.stride, columns.stride],
  padding: [rows.padding, columns.padding],
});
const same = (a: AxisMatrix, b: AxisMatrix): boolean =>
  a.data.length === b.data.length &&
  a.data.every((value, index) => Math.abs(value - (b.data[index] ?? 0)) < CLOSE);

function averageOf(axes: readonly [AxisMatrix, AxisMatrix]): ResolvedParams | null {
  const spans = axes.map(spansOf);
  for (const countIncludePad of [true, false]) {
    for (const ceil of [false, true]) {
      const [a, b] = axes.map((matrix, index) =>
        placements(matrix.inputs, spans[index] ?? [], ceil).find((axis) =>
          hasShares(matrix, axis, countIncludePad),
        ),
      );
      if (a !== undefined && b !== undefined) return { ...pairs(a, b), ceil, countIncludePad };
    }
  }
  return null;
}

/** Where each row has its numbers; empty where one has none. */
function spansOf({ inputs, outputs, data }: AxisMatrix): readonly Span[] {
  const spans: Span[] = [];
  for (let row = 0; row < outputs; row++) {
    const line = data.subarray(row * inputs, (row + 1) * inputs);
    const start = line.findIndex((value) => value !== 0);
    const end = line.findLastIndex((value) => value !== 0) + 1;
    if (start < 0) return [];
    spans.push({ start, end });
  }
  return spans;
}

function hasShares({ inputs, data }: AxisMatrix, axis: PoolingAxis, countsPadding: boolean): boolean {
  return poolingWindows(axis).every(({ start, end, padded }, row) => {
    const share = 1 / (countsPadding ? padded : end - start);
    const line = data.subarray(row * inputs + start, row * inputs + end);
    return line.every((value) => Math.abs(value - share) < CLOSE);
  });
}

/** All ways to place windows so that they are these, smaller ones first. */
function placements(size: number, spans: readonly Span[], ceil: boolean): readonly PoolingAxis[] {
  const [first] = spans;
  if (first === undefined || size > LONGEST) return [];
  const longest = Math.max(...spans.map(({ start, end }) => end - start));
  const found: PoolingAxis[] = [];
  for (let kernel = longest; kernel <= 2 * longest; kernel++) {
    const padding = kernel - first.end;
    if (first.start !== 0 || padding < 0 || padding > kernel / 2) continue;
    for (const stride of strides(spans, kernel, padding)) {
      const axis = { size, kernel, stride, padding, ceil };
      if (windowOutput({ ...axis, dilation: 1 }) !== spans.length) continue;
      const fits = poolingWindows(axis).every(
        ({ start, end }, index) => start === spans[index]?.start && end === spans[index]?.end,
      );
      if (fits) found.push(axis);
    }
  }
  // A first window that reaches the end tells nothing of the padding before it.
  if (found.length === 0 && spans.length === 1 && first.start === 0 && first.end === size)
    found.push({ size, kernel: size, stride: 1, padding: 0, ceil });
  return found;
}

/** A single window says nothing of its stride: the kernel's length is as good as any. */
function strides(spans: readonly Span[], kernel: number, padding: number): readonly number[] {
  const [, second] = spans;
  if (second === undefined) return [kernel];
  const byStart = second.start + padding;
  const byEnd = second.end - (kernel - padding);
  return [...new Set([byStart, byEnd])].filter((stride) => stride > 0);
}
