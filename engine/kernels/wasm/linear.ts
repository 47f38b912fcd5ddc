/** Sums and products that the stock kernels do slowly: transposed factors, and sums over leading axes. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { type Composition, composed, type KernelCall, type WasmKernel } from "./heap.ts";
import { plainTarget, runProduct } from "./product.ts";
import type { Simd } from "./simd.ts";

const batchOf = (x: TensorInfo): number => x.shape.slice(0, -2).reduce((product, size) => product * size, 1);

function turned(c: Composition, x: TensorInfo): TensorInfo {
  const [rows = 1, columns = 1] = x.shape;
  return c.run("Transpose", { x: c.view(x, [rows, columns]) }, { perm: [1, 0] });
}

const matrix = (c: Composition, x: TensorInfo): TensorInfo => c.view(x, x.shape.slice(-2));
const size = (x: TensorInfo): number => x.shape.reduce((product, length) => product * length, 1);

/**
 * The stock product is fast for two plain matrices only. `op(A) op(B)` is computed with the factors turned as asked, or
 * as the transpose of `op(B)' op(A)'`, whichever moves fewer elements: the weights of a large dense layer stay in place.
 * `stock` is the kernel that this one replaces.
 */
export const matMul = (stock: WasmKernel): WasmKernel => {
  const product = composed((c, { inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const [turnA, turnB] = [Boolean(attrs.transposeA), Boolean(attrs.transposeB)];
    const [left, right] = [matrix(c, a), matrix(c, b)];
    const plain = (x: TensorInfo, y: TensorInfo): TensorInfo =>
      c.adopt(stock({ inputs: { a: x, b: y }, attrs: { transposeA: false, transposeB: false }, backend }));
    const rows = left.shape[turnA ? 1 : 0] ?? 1;
    const columns = right.shape[turnB ? 0 : 1] ?? 1;
    const direct = (turnA ? size(a) : 0) + (turnB ? size(b) : 0);
    const mirrored = (turnA ? 0 : size(a)) + (turnB ? 0 : size(b)) + rows * columns;
    const result =
      direct <= mirrored
        ? plain(turnA ? turned(c, left) : left, turnB ? turned(c, right) : right)
        : turned(c, plain(turnB ? right : turned(c, right), turnA ? left : turned(c, left)));
    const lead = a.shape.length >= b.shape.length ? a.shape : b.shape;
    return c.view(result, [...lead.slice(0, -2), rows, columns]);
  });
  return (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = call.attrs;
    const asIs = (!transposeA && !transposeB) || batchOf(a) !== 1 || batchOf(b) !== 1;
    return asIs ? stock(call) : product(call);
  };
};

/** One axis without windows: a plain matrix is a batch of images of one pixel. */
const POINT = { size: 1, points: 1, taps: 1, step: 1, origin: 0, tap: 1 } as const;

/** Of two matrices, with either factor turned. */
export function matMulProduct(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  const [turnA, turnB] = [Boolean(attrs.transposeA), Boolean(attrs.transposeB)];
  const [rowsA = 1, columnsA = 1] = a.shape.slice(-2);
  const [rowsB = 1, columnsB = 1] = b.shape.slice(-2);
  const [m, n, k] = [turnA ? columnsA : rowsA, turnB ? rowsB : columnsB, turnA ? rowsA : columnsA];
  if (batchOf(a) !== 1 || batchOf(b) !== 1 || m * n * k === 0) return null;
  if (a.dtype !== "float32" || b.dtype !== "float32") return null;
  const lead = a.shape.length >= b.shape.length ? a.shape : b.shape;
  const out = simd.output([...lead.slice(0, -2), m, n]);
  runProduct(
    simd,
    { at: simd.at(a), batch: rowsA, channels: columnsA, y: POINT, x: POINT, turned: turnA },
    turnB
      ? { at: simd.at(b), columns: n, turned: true, row: k, origin: 0, tapY: 0, tapX: 0 }
      : { at: simd.at(b), columns: n, turned: false },
    plainTarget(simd.at(out), n),
  );
  return out;
}

/** Sums over the first axes, such as a bias needs them; the stock kernel moves the whole tensor first. */
export const sumLeading = (stock: WasmKernel): WasmKernel => {
  const leading = (axes: number) =>
    composed((c, { inputs, attrs }) => {
      const { x } = inputs as { x: TensorInfo };
      const rest = x.shape.slice(axes);
      const width = rest.reduce((product, size) => product * size, 1);
      const sums = new Float64Array(width);
      const values = c.floats(x);
      for (let from = 0; from < values.length; from += width) {
        for (let i = 0; i < width; i++) sums[i] = (sums[i] as number) + (values[from + i] as number);
      }
      const shape = attrs.keepDims ? [...x.shape.slice(0, axes).fill(1), ...rest] : rest;
      return c.create(shape, (out) => out.set(sums));
    });
  return (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    const axes = tf.util
      .parseAxisParam(call.attrs.axis as unknown as number[], x.shape)
      .sort((a, b) => a - b);
    const first = axes.every((axis, i) => axis === i) && axes.length < x.shape.length;
    return first && x.dtype === "float32" ? leading(axes.length)(call) : stock(call);
  };
};
