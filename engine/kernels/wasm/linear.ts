/** Sums and products that the stock kernels do slowly: transposed factors, and sums over leading axes. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { type Composition, composed, type WasmKernel } from "./heap.ts";

const batchOf = (x: TensorInfo): number => x.shape.slice(0, -2).reduce((product, size) => product * size, 1);

function transposed(c: Composition, x: TensorInfo): TensorInfo {
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  const turned = c.run("Transpose", { x: c.view(x, [rows, columns]) }, { perm: [1, 0] });
  return c.view(turned, [...x.shape.slice(0, -2), columns, rows]);
}

/**
 * The stock product is fast for two plain matrices only, so a transposed factor is turned first. `stock` is the kernel
 * that this one replaces.
 */
export const matMul = (stock: WasmKernel): WasmKernel => {
  const turned = composed((c, { inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const left = attrs.transposeA ? transposed(c, a) : a;
    const right = attrs.transposeB ? transposed(c, b) : b;
    return c.adopt(
      stock({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend }),
    );
  });
  return (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = call.attrs;
    const plain = (!transposeA && !transposeB) || batchOf(a) !== 1 || batchOf(b) !== 1;
    return plain ? stock(call) : turned(call);
  };
};

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
