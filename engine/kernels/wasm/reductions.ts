/**
 * Sums and means over neighbouring axes in front of the last, as biases, batch norms and global pooling need them; and over
 * long rows, which the stock kernel adds up in float32: of ten million squares it loses more than a hundredth.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

const product = (sizes: readonly number[]): number => sizes.reduce((result, size) => result * size, 1);

/** Columns that are summed at once. */
const CHUNK = 128;

/** Shorter rows are left to the stock kernel, which is as fast and exact enough. */
const LONG_ROW = 4096;
const WIDTHS = [128, 64, 32, 16, 8, 4, 2, 1];

interface Middle {
  readonly x: TensorInfo;
  readonly outer: number;
  readonly rows: number;
  readonly width: number;
}

/** `[outer, rows, width]` to `out` of `[outer, width]`. */
function sumMiddle(simd: Simd, { x, outer, rows, width }: Middle, out: TensorInfo, factor: number): void {
  const parts = { work: 2 * outer * rows * width, most: outer * Math.ceil(width / CHUNK) };
  simd.run(KERNEL.sumMiddle, parts, [simd.at(x), outer, rows, width, simd.at(out)], factor);
}

/** Rows as matrices as wide as goes, whose columns are summed first. */
function sumRows(
  simd: Simd,
  x: TensorInfo,
  outer: number,
  length: number,
  out: TensorInfo,
  factor: number,
): void {
  const width = WIDTHS.find((size) => length % size === 0) ?? 1;
  const columns = simd.output([outer, width]);
  sumMiddle(simd, { x, outer, rows: length / width, width }, columns, 1);
  sumMiddle(simd, { x: columns, outer, rows: width, width: 1 }, out, factor);
  simd.dispose(columns);
}

const reduce =
  (factorOf: (rows: number) => number) =>
  (simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null => {
    const { x } = inputs as { x: TensorInfo };
    const axes = tf.util.parseAxisParam(attrs.axis as unknown as number[], x.shape).sort((a, b) => a - b);
    const [first = 0] = axes;
    const end = first + axes.length;
    const [outer, rows, width] = [
      product(x.shape.slice(0, first)),
      product(x.shape.slice(first, end)),
      product(x.shape.slice(end)),
    ];
    const neighbours = axes.length > 0 && axes.every((axis, i) => axis === first + i);
    if (!neighbours || x.dtype !== "float32" || outer * rows * width === 0) return null;
    const alongRow = end === x.shape.length;
    if (alongRow && rows < LONG_ROW) return null;
    const kept = attrs.keepDims ? axes.map(() => 1) : [];
    const out = simd.output([...x.shape.slice(0, first), ...kept, ...x.shape.slice(end)]);
    if (alongRow) sumRows(simd, x, outer, rows, out, factorOf(rows));
    else sumMiddle(simd, { x, outer, rows, width }, out, factorOf(rows));
    return out;
  };

export const sumColumns = reduce(() => 1);
export const meanColumns = reduce((rows) => 1 / rows);
