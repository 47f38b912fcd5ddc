/**
 * Several operations in one, for `engine/targets/tfjs` to call by name: kernels that tfjs does not have, and that backends
 * without them go without.
 *
 * `BatchNormTraining`: inputs `x` `[rows, C]`, `scale`, `shift` `[C]`, attribute `epsilon`; outputs the value, and the mean,
 * variance and `1/sqrt(variance + epsilon)` `[C]`. `BatchNormTrainingGrad`: inputs `dy`, `x`, `mean`, `inverse`, `scale`;
 * outputs the gradients of `x`, `scale` and `shift`. `BatchNormRunning`: inputs `mean`, `variance`, `runningMean`,
 * `runningVariance`, attributes `momentum` and `count`; outputs both running statistics after the batch, with the unbiased
 * variance. `ReluOutputGrad`: inputs `dy` and ReLU's value `y`.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { elementwise, OPERATION } from "./elementwise.ts";
import type { KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

/** Columns that a part has at least. */
const GRAIN = 16;

const sizesOf = (x: TensorInfo): readonly [number, number] => {
  const [rows = 1, width = 1] = x.shape;
  return [rows, width];
};
/** Passes over the rows count several times. */
const partsOf = (rows: number, width: number, passes: number) => ({
  work: rows * width * passes,
  most: Math.ceil(width / GRAIN),
});

function batchNorm(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo[] {
  const { x, scale, shift } = inputs as { x: TensorInfo; scale: TensorInfo; shift: TensorInfo };
  const [rows, width] = sizesOf(x);
  const value = simd.output(x.shape);
  const vectors = [simd.output([width]), simd.output([width]), simd.output([width])];
  simd.run(
    KERNEL.batchNorm,
    partsOf(rows, width, 4),
    [simd.at(x), simd.at(scale), simd.at(shift), rows, width, ...[value, ...vectors].map(simd.at)],
    Number(attrs.epsilon),
  );
  return [value, ...vectors];
}

function batchNormGradient(simd: Simd, { inputs }: KernelCall): TensorInfo[] {
  const { dy, x, mean, inverse, scale } = inputs as Record<
    "dy" | "x" | "mean" | "inverse" | "scale",
    TensorInfo
  >;
  const [rows, width] = sizesOf(x);
  const results = [simd.output(x.shape), simd.output([width]), simd.output([width])];
  simd.run(KERNEL.batchNormGradient, partsOf(rows, width, 4), [
    ...[dy, x, mean, inverse, scale].map(simd.at),
    ...[rows, width],
    ...results.map(simd.at),
  ]);
  return results;
}

/** A few hundred numbers: no thread is worth it. */
function batchNormRunning(simd: Simd, { inputs, attrs, backend }: KernelCall): TensorInfo[] {
  const { mean, variance, runningMean, runningVariance } = inputs as Record<
    "mean" | "variance" | "runningMean" | "runningVariance",
    TensorInfo
  >;
  const [momentum, count] = [Number(attrs.momentum), Number(attrs.count)];
  const blend = (running: TensorInfo, batch: TensorInfo, factor: number): TensorInfo => {
    const out = simd.output(running.shape);
    const [kept, added, result] = [running, batch, out].map((x) => backend.typedArrayFromHeap(x)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let i = 0; i < result.length; i++) {
      result[i] = (1 - momentum) * (kept[i] as number) + momentum * factor * (added[i] as number);
    }
    return out;
  };
  return [blend(runningMean, mean, 1), blend(runningVariance, variance, count / Math.max(1, count - 1))];
}

function reluGradient(simd: Simd, { inputs }: KernelCall): TensorInfo {
  const { dy, y } = inputs as { dy: TensorInfo; y: TensorInfo };
  return elementwise(simd, OPERATION.reluGradient, dy, y, y.shape);
}

/** By kernel name. */
export const fusedKernels: Readonly<
  Record<string, (simd: Simd, call: KernelCall) => TensorInfo | TensorInfo[]>
> = {
  BatchNormTraining: batchNorm,
  BatchNormTrainingGrad: batchNormGradient,
  BatchNormRunning: batchNormRunning,
  ReluOutputGrad: reluGradient,
};
