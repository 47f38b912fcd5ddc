/**
 * Kernels of our own names, which stock backends have not: the executor asks for them by `tf.getKernel` and composes
 * operations where they are absent.
 *
 * `BatchNormTraining`: inputs `x` `[rows, C]`, `scale`, `shift` `[C]`, attribute `epsilon`; outputs the value, and the mean,
 * variance and `1/sqrt(variance + epsilon)` `[C]`. `BatchNormTrainingGrad`: inputs `dy`, `x`, `mean`, `inverse`, `scale`;
 * outputs the gradients of `x`, `scale` and `shift`. `ReluOutputGrad`: inputs `dy` and ReLU's value `y`.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelCall } from "./heap.ts";
import type { Simd } from "./simd.ts";

/** Bytes of scratch memory for each column. */
const COLUMN_BYTES = 40;

const sizesOf = (x: TensorInfo): readonly [number, number] => {
  const [rows = 1, width = 1] = x.shape;
  return [rows, width];
};

function batchNorm(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo[] {
  const { x, scale, shift } = inputs as { x: TensorInfo; scale: TensorInfo; shift: TensorInfo };
  const [rows, width] = sizesOf(x);
  const value = simd.output(x.shape);
  const vectors = [simd.output([width]), simd.output([width]), simd.output([width])] as const;
  const [mean, variance, inverse] = vectors;
  const given = [simd.at(x), simd.at(scale), simd.at(shift), rows, width, Number(attrs.epsilon)] as const;
  const results = [simd.at(value), simd.at(mean), simd.at(variance), simd.at(inverse)] as const;
  simd.functions.batchNorm(...given, ...results, simd.scratch(width * COLUMN_BYTES));
  return [value, ...vectors];
}

function batchNormGradient(simd: Simd, { inputs }: KernelCall): TensorInfo[] {
  const { dy, x, mean, inverse, scale } = inputs as Record<
    "dy" | "x" | "mean" | "inverse" | "scale",
    TensorInfo
  >;
  const [rows, width] = sizesOf(x);
  const [dx, dScale, dShift] = [simd.output(x.shape), simd.output([width]), simd.output([width])] as const;
  const given = [simd.at(dy), simd.at(x), simd.at(mean), simd.at(inverse), simd.at(scale)] as const;
  const results = [simd.at(dx), simd.at(dScale), simd.at(dShift)] as const;
  simd.functions.batchNormGradient(...given, rows, width, ...results, simd.scratch(width * COLUMN_BYTES));
  return [dx, dScale, dShift];
}

function reluGradient(simd: Simd, { inputs }: KernelCall): TensorInfo {
  const { dy, y } = inputs as { dy: TensorInfo; y: TensorInfo };
  const dx = simd.output(y.shape);
  const count = y.shape.reduce((product, size) => product * size, 1);
  simd.functions.reluGradient(simd.at(dy), simd.at(y), count, simd.at(dx));
  return dx;
}

/** By kernel name. */
export const fusedKernels: Readonly<
  Record<string, (simd: Simd, call: KernelCall) => TensorInfo | TensorInfo[]>
> = {
  BatchNormTraining: batchNorm,
  BatchNormTrainingGrad: batchNormGradient,
  ReluOutputGrad: reluGradient,
};
