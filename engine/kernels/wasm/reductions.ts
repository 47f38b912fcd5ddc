/** Sums and means over neighbouring axes in front of the last, as biases, batch norms and global pooling need them. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

const product = (sizes: readonly number[]): number => sizes.reduce((result, size) => result * size, 1);

/** Columns that are summed at once. */
const CHUNK = 128;

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
    // Along a row the stock kernel is as fast.
    if (!neighbours || end === x.shape.length || x.dtype !== "float32") return null;
    if (outer * rows * width === 0) return null;
    const kept = attrs.keepDims ? axes.map(() => 1) : [];
    const out = simd.output([...x.shape.slice(0, first), ...kept, ...x.shape.slice(end)]);
    const parts = { work: 2 * outer * rows * width, most: outer * Math.ceil(width / CHUNK) };
    simd.run(KERNEL.sumMiddle, parts, [simd.at(x), outer, rows, width, simd.at(out)], factorOf(rows));
    return out;
  };

export const sumColumns = reduce(() => 1);
export const meanColumns = reduce((rows) => 1 / rows);
