/** Puts our kernels over the stock ones of the wasm backend. Stock tfjs-wasm cannot train a convolutional network. */
import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { convFilterGradient } from "./conv-filter-gradient.ts";
import { convInputGradient } from "./conv-input-gradient.ts";
import { convProduct, filterGradientProduct, inputGradientProduct } from "./conv-products.ts";
import { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise-gradients.ts";
import { depthwiseFilterGradientSimd, depthwiseInputGradientSimd } from "./depthwise-simd.ts";
import { addSimd, multiplySimd, reluSimd, subtractSimd } from "./elementwise.ts";
import { fusedKernels } from "./fused.ts";
import type { KernelCall, WasmKernel, WasmKernels } from "./heap.ts";
import { identity } from "./identity.ts";
import { concat, concatSimd, split, splitSimd } from "./joining.ts";
import { matMul, matMulProduct, sumLeading } from "./linear.ts";
import { maxPoolGradient, maxPoolGradientSimd } from "./max-pool-gradient.ts";
import { meanColumns, sumColumns } from "./reductions.ts";
import { type FindSimd, hasSimd, preferSimd, type Simd, simdFinder } from "./simd.ts";
import { slice } from "./slice.ts";

interface OwnConfig extends KernelConfig {
  /** Tells a kernel of ours from a stock one, so that registering twice does not wrap twice. */
  readonly own: {
    readonly simd: boolean;
    readonly stock: KernelConfig | undefined;
    /** Kept from one registration to the next: compiling takes time, and early code is slow. */
    readonly find: FindSimd;
  };
}
const isOwn = (config: KernelConfig | undefined): config is OwnConfig =>
  config !== undefined && "own" in config;

type Fast = (simd: Simd, call: KernelCall) => TensorInfo | TensorInfo[] | null;

/** Gradients that are missing, wrong or slow; they need nothing of the stock kernel of their name. */
const WHOLE: Readonly<Record<string, { readonly kernel: WasmKernel; readonly fast?: Fast }>> = {
  Conv2DBackpropFilter: { kernel: convFilterGradient, fast: filterGradientProduct },
  Conv2DBackpropInput: { kernel: convInputGradient, fast: inputGradientProduct },
  DepthwiseConv2dNativeBackpropFilter: { kernel: depthwiseFilterGradient, fast: depthwiseFilterGradientSimd },
  DepthwiseConv2dNativeBackpropInput: { kernel: depthwiseInputGradient, fast: depthwiseInputGradientSimd },
  MaxPoolGrad: { kernel: maxPoolGradient, fast: maxPoolGradientSimd },
};
const asStock = (stock: WasmKernel): WasmKernel => stock;

/** Kernels that hand some calls on to the stock one. */
const AROUND: Readonly<
  Record<string, { readonly around: (stock: never) => WasmKernel | WasmKernels; readonly fast?: Fast }>
> = {
  Conv2D: { around: asStock, fast: convProduct },
  BatchMatMul: { around: matMul, fast: matMulProduct },
  Add: { around: asStock, fast: addSimd },
  Multiply: { around: asStock, fast: multiplySimd },
  Sub: { around: asStock, fast: subtractSimd },
  Relu: { around: asStock, fast: reluSimd },
  Sum: { around: sumLeading, fast: sumColumns },
  Mean: { around: asStock, fast: meanColumns },
  Identity: { around: identity },
  Slice: { around: slice },
  SplitV: { around: split, fast: splitSimd },
  Concat: { around: concat, fast: concatSimd },
};

export interface WasmKernelOptions {
  /** Our SIMD module where the engine has SIMD (the default), or stock kernels composed, to compare with. */
  readonly simd?: boolean;
}

/**
 * Call once the wasm backend's module is loaded, before or after it is made current. Calling it again does nothing. The way
 * to our SIMD module, where the engine has SIMD.
 */
export function registerWasmKernels(options: WasmKernelOptions = {}): FindSimd {
  const simd = options.simd !== false && hasSimd();
  const earlier = tf.getKernel("MaxPoolGrad", "wasm");
  const find = isOwn(earlier) ? earlier.own.find : simdFinder();
  const register = (
    kernelName: string,
    make: (stock: KernelConfig | undefined) => WasmKernel | WasmKernels,
    fast: Fast | undefined,
  ): void => {
    const present = tf.getKernel(kernelName, "wasm");
    if (isOwn(present) && present.own.simd === simd) return;
    const stock = isOwn(present) ? present.own.stock : present;
    const other = make(stock);
    if (present !== undefined) tf.unregisterKernel(kernelName, "wasm");
    const kernel = simd && fast !== undefined ? preferSimd(find, fast, other) : other;
    const config: OwnConfig = {
      kernelName,
      backendName: "wasm",
      kernelFunc: kernel as unknown as KernelFunc,
      own: { simd, stock, find },
      // The set-up of the stock kernel still runs when the backend starts, as ours may call it.
      ...(stock?.setupFunc === undefined ? {} : { setupFunc: stock.setupFunc }),
    };
    tf.registerKernel(config);
  };
  for (const [name, { kernel, fast }] of Object.entries(WHOLE)) register(name, () => kernel, fast);
  for (const [name, { around, fast }] of Object.entries(AROUND)) {
    register(
      name,
      (stock) => {
        if (stock !== undefined) return around(stock.kernelFunc as never);
        throw new Error(`The wasm backend has no kernel ${name}; is its module loaded?`);
      },
      fast,
    );
  }
  for (const [kernelName, fused] of Object.entries(fusedKernels)) {
    const present = tf.getKernel(kernelName, "wasm") !== undefined;
    if (present && !simd) tf.unregisterKernel(kernelName, "wasm");
    if (present || !simd) continue;
    const kernel = (call: KernelCall): TensorInfo | TensorInfo[] => fused(find(call.backend), call);
    tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: kernel as unknown as KernelFunc });
  }
  return find;
}
