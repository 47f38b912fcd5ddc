/**
 * tfjs' `BatchMatMul` and `Sum` by our kernels where these apply; the rest is left to the stock ones.
 *
 * `Linear`: inputs `x` `[batch, in]`, `weight` `[in, out]` and perhaps `bias` `[out]`. `LinearActivated`: the same with
 * attributes `activation` and `alpha`, whose gradient needs its value.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { activationOf } from "./activation.ts";
import { sizeOf } from "./dispatch.ts";
import { sumColumns } from "./elementwise.ts";
import { isLarge } from "./large.ts";
import { largeLinear, largeProduct } from "./large-linear.ts";
import { matrixProduct } from "./matmul.ts";
import type { WebgpuKernel } from "./program.ts";

/** Two matrices of numbers, perhaps with axes of size 1 in front. */
export const product =
  (stock: WebgpuKernel): WebgpuKernel =>
  (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const [turnA, turnB] = [Boolean(call.attrs.transposeA), Boolean(call.attrs.transposeB)];
    const plain = [a, b].every(
      ({ shape, dtype }) => dtype === "float32" && sizeOf(shape.slice(0, -2)) === 1 && sizeOf(shape) > 0,
    );
    if (!plain) return stock(call);
    const [aRows = 0, aColumns = 0] = a.shape.slice(-2);
    const [bRows = 0, bColumns = 0] = b.shape.slice(-2);
    const [m, k, n] = [turnA ? aColumns : aRows, turnA ? aRows : aColumns, turnB ? bRows : bColumns];
    const lead = (a.shape.length >= b.shape.length ? a : b).shape.slice(0, -2);
    const large = largeProduct(call.backend, a, b, { m, k, n, turnA, turnB }, [...lead, m, n]);
    if (large !== null) return large;
    return matrixProduct(call.backend, a, b, { m, k, n, turnA, turnB }, [...lead, m, n]);
  };

export const linear: WebgpuKernel = ({ backend, inputs, attrs }) => {
  const { x, weight, bias } = inputs as { x: TensorInfo; weight: TensorInfo; bias?: TensorInfo };
  const [m = 0, k = 0] = x.shape;
  const n = weight.shape[1] ?? 0;
  const after = { bias: bias ?? null, activation: activationOf(attrs) };
  if (isLarge(backend, weight)) return largeLinear(backend, x, weight, after);
  return matrixProduct(backend, x, weight, { m, k, n, turnA: false, turnB: false }, [m, n], after);
};

/** Sums over the first axes, which are columns of a matrix. */
export const sum =
  (stock: WebgpuKernel): WebgpuKernel =>
  (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    const axes = tf.util.parseAxisParam(call.attrs.axis as unknown as number[], x.shape);
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== "float32" || sizeOf(x.shape) === 0) return stock(call);
    const rest = x.shape.slice(axes.length);
    const shape = call.attrs.keepDims ? [...axes.map(() => 1), ...rest] : rest;
    return sumColumns(call.backend, x, sizeOf(rest), shape);
  };
