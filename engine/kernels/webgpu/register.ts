/** Puts our kernels over the stock ones of the WebGPU backend. */
import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { activationBiasGradient, activationGradient } from "./activation-gradient.ts";
import { finishImages } from "./augment.ts";
import {
  adaptiveAveragePooling,
  adaptiveAveragePoolingGradient,
  averagePooling,
  averagePoolingGradient,
} from "./average-pool.ts";
import { batchNormGradient, batchNormRunning, batchNormTraining } from "./batch-norm.ts";
import {
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
  stockConvolutions,
} from "./convolution.ts";
import { softmaxCrossEntropy } from "./cross-entropy.ts";
import { dropout } from "./dropout.ts";
import { columnSums, reluGradient } from "./elementwise.ts";
import { linear, product, sum } from "./linear.ts";
import { maxPoolGradient, maxPooling, maxPoolingGradient } from "./max-pool.ts";
import type { KernelCall, WebgpuKernel } from "./program.ts";
import { scaledBy, sumOfSquares } from "./scaling.ts";

type Kernel = (call: KernelCall) => TensorInfo | TensorInfo[];

/** Of our own names: the executor asks for them by `tf.getKernel` and composes operations where they are absent. */
const OWN: Readonly<Record<string, Kernel>> = {
  Convolution: convolution,
  ConvolutionActivated: convolution,
  ConvolutionInputGrad: convolutionInputGradient,
  ConvolutionFilterGrad: convolutionFilterGradient,
  BatchNormTraining: batchNormTraining,
  BatchNormTrainingGrad: batchNormGradient,
  BatchNormRunning: batchNormRunning,
  SoftmaxCrossEntropy: softmaxCrossEntropy,
  ReluOutputGrad: reluGradient,
  ColumnSums: columnSums,
  Dropout: dropout,
  FinishImages: finishImages,
  SumOfSquares: sumOfSquares,
  ScaledBy: scaledBy,
  MaxPooling: maxPooling,
  MaxPoolingGrad: maxPoolingGradient,
  AveragePooling: averagePooling,
  AveragePoolingGrad: averagePoolingGradient,
  AdaptiveAveragePooling: adaptiveAveragePooling,
  AdaptiveAveragePoolingGrad: adaptiveAveragePoolingGradient,
  Linear: linear,
  LinearActivated: linear,
  ActivationGrad: activationGradient,
  ActivationBiasGrad: activationBiasGradient,
};

/** In place of stock kernels, which they may call. */
const AROUND: Readonly<Record<string, (stock: WebgpuKernel) => WebgpuKernel>> = {
  ...stockConvolutions,
  BatchMatMul: product,
  Sum: sum,
};

/** Remembers what it replaced. */
interface OwnConfig extends KernelConfig {
  readonly stock: KernelConfig;
}
const stockOf = (config: KernelConfig): KernelConfig =>
  "stock" in config ? (config as OwnConfig).stock : config;

function put(kernelName: string, kernelFunc: Kernel, more: object = {}): void {
  if (tf.getKernel(kernelName, "webgpu") !== undefined) tf.unregisterKernel(kernelName, "webgpu");
  const config = { kernelName, backendName: "webgpu", kernelFunc: kernelFunc as unknown as KernelFunc };
  tf.registerKernel({ ...config, ...more });
}

export interface WebgpuKernelOptions {
  /** Our fast kernels (the default), or stock ones alone, to compare with. */
  readonly fast?: boolean;
}

/** Call once the WebGPU backend's module is loaded. Calling it again puts the same kernels in place. */
export function registerWebgpuKernels({ fast = true }: WebgpuKernelOptions = {}): void {
  // The stock kernel gives the gradient to the last maximum of a window, PyTorch to the first.
  put("MaxPoolGrad", maxPoolGradient);
  for (const [name, kernel] of Object.entries(OWN)) {
    if (fast) put(name, kernel);
    else if (tf.getKernel(name, "webgpu") !== undefined) tf.unregisterKernel(name, "webgpu");
  }
  for (const [name, around] of Object.entries(AROUND)) {
    const present = tf.getKernel(name, "webgpu");
    if (present === undefined)
      throw new Error(`The WebGPU backend has no kernel ${name}; is its module loaded?`);
    const stock = stockOf(present);
    const kernel = fast ? around(stock.kernelFunc as unknown as WebgpuKernel) : stock.kernelFunc;
    put(name, kernel as unknown as Kernel, fast ? { stock } : {});
  }
}
