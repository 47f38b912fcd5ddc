/** `SplitV` and `Concat` in one pass each: the stock kernels copy the whole tensor for every part, or call once a row. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { copyRuns } from "./copies.ts";
import { Composition, type KernelCall, type WasmKernel, type WasmKernels } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

const product = (sizes: readonly number[]): number => sizes.reduce((result, size) => result * size, 1);
const axisOf = (axis: unknown, shape: readonly number[]): number => {
  const [found = 0] = tf.util.parseAxisParam(axis as number, [...shape]);
  return found;
};

/** `stock` serves other types than float32. */
export const split =
  (stock: WasmKernels): WasmKernels =>
  (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (x.dtype !== "float32" || x.shape.includes(0)) return stock(call);
    const axis = axisOf(call.attrs.axis, x.shape);
    const sizes = tf.backend_util.prepareSplitSize(
      x as tf.Tensor,
      call.attrs.numOrSizeSplits as unknown as number[],
      axis,
    );
    const inner = product(x.shape.slice(axis + 1));
    const [rows, step] = [product(x.shape.slice(0, axis)), (x.shape[axis] ?? 1) * inner];
    let from = 0;
    return sizes.map((size) => {
      const c = new Composition(call.backend);
      const shape = x.shape.map((whole, i) => (i === axis ? size : whole));
      const length = size * inner;
      const part = c.create(shape, (out) =>
        copyRuns(c.floats(x), out, { rows, length, from, step, to: 0, stride: length }),
      );
      from += length;
      return c.finish(part);
    });
  };

export const concat =
  (stock: WasmKernel): WasmKernel =>
  (call) => {
    const parts = Object.values(call.inputs) as unknown as readonly TensorInfo[];
    const [first] = parts;
    const plain = parts.every(({ dtype, shape }) => dtype === "float32" && !shape.includes(0));
    if (first === undefined || !plain) return stock(call);
    const axis = axisOf(call.attrs.axis, first.shape);
    const inner = product(first.shape.slice(axis + 1));
    const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 1), 0);
    const rows = product(first.shape.slice(0, axis));
    const c = new Composition(call.backend);
    const joined = c.create(
      first.shape.map((size, i) => (i === axis ? total : size)),
      (out) => {
        let to = 0;
        for (const part of parts) {
          const length = (part.shape[axis] ?? 1) * inner;
          copyRuns(c.floats(part), out, { rows, length, from: 0, step: length, to, stride: total * inner });
          to += length;
        }
      },
    );
    return c.finish(joined);
  };

/** Values that a part copies at least. */
const GRAIN = 4_096;

interface Runs {
  readonly rows: number;
  readonly length: number;
  /** Values from one run to the next. */
  readonly step: number;
  readonly stride: number;
}

function copy(simd: Simd, from: number, to: number, { rows, length, step, stride }: Runs): void {
  const most = Math.min(rows, Math.ceil((rows * length) / GRAIN));
  simd.run(KERNEL.copyRuns, { work: 4 * rows * length, most }, [from, to, rows, length, step, stride]);
}

export function splitSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo[] | null {
  const { x } = inputs as { x: TensorInfo };
  if (x.dtype !== "float32" || x.shape.includes(0)) return null;
  const axis = axisOf(attrs.axis, x.shape);
  const sections = attrs.numOrSizeSplits as unknown as number[];
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, sections, axis);
  const inner = product(x.shape.slice(axis + 1));
  const [rows, step] = [product(x.shape.slice(0, axis)), (x.shape[axis] ?? 1) * inner];
  let from = 0;
  return sizes.map((size) => {
    const part = simd.output(x.shape.map((whole, i) => (i === axis ? size : whole)));
    const length = size * inner;
    copy(simd, simd.at(x) + 4 * from, simd.at(part), { rows, length, step, stride: length });
    from += length;
    return part;
  });
}

export function concatSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const parts = Object.values(inputs) as unknown as readonly TensorInfo[];
  const [first] = parts;
  const plain = parts.every(({ dtype, shape }) => dtype === "float32" && !shape.includes(0));
  if (first === undefined || !plain) return null;
  const axis = axisOf(attrs.axis, first.shape);
  const inner = product(first.shape.slice(axis + 1));
  const rows = product(first.shape.slice(0, axis));
  const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 1), 0);
  const joined = simd.output(first.shape.map((size, i) => (i === axis ? total : size)));
  let to = 0;
  for (const part of parts) {
    const length = (part.shape[axis] ?? 1) * inner;
    copy(simd, simd.at(part), simd.at(joined) + 4 * to, {
      rows,
      length,
      step: length,
      stride: total * inner,
    });
    to += length;
  }
  return joined;
}
