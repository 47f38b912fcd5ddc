/** Puts our kernels over the stock ones of the wasm backend. Stock tfjs-wasm cannot train a convolutional network. */
import type { KernelConfig, KernelFunc } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { convFilterGradient } from "./conv-filter-gradient.ts";
import { convInputGradient } from "./conv-input-gradient.ts";
import { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise-gradients.ts";
import type { WasmKernel, WasmKernels } from "./heap.ts";
import { concat, split } from "./joining.ts";
import { matMul, sumLeading } from "./linear.ts";
import { maxPoolGradient } from "./max-pool-gradient.ts";
import { slice } from "./slice.ts";

interface OwnConfig extends KernelConfig {
  /** Tells a kernel of ours from a stock one, so that registering twice does not wrap twice. */
  readonly own: true;
}

/** Gradients that are missing, wrong or slow; they need nothing of the stock kernel of their name. */
const WHOLE: Readonly<Record<string, WasmKernel>> = {
  Conv2DBackpropFilter: convFilterGradient,
  Conv2DBackpropInput: convInputGradient,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
  MaxPoolGrad: maxPoolGradient,
};
/** Kernels that hand some calls on to the stock one. */
const AROUND: Readonly<Record<string, (stock: never) => WasmKernel | WasmKernels>> = {
  BatchMatMul: matMul,
  Sum: sumLeading,
  Slice: slice,
  SplitV: split,
  Concat: concat,
};

function register(
  kernelName: string,
  kernel: WasmKernel | WasmKernels,
  stock: KernelConfig | undefined,
): void {
  if (stock !== undefined) tf.unregisterKernel(kernelName, "wasm");
  // The set-up of the stock kernel still runs when the backend starts, as ours may call it.
  const config: OwnConfig = {
    kernelName,
    backendName: "wasm",
    kernelFunc: kernel as unknown as KernelFunc,
    own: true,
    ...(stock?.setupFunc === undefined ? {} : { setupFunc: stock.setupFunc }),
  };
  tf.registerKernel(config);
}

/** Call once the wasm backend's module is loaded, before or after it is made current. Calling it again does nothing. */
export function registerWasmKernels(): void {
  for (const [name, kernel] of Object.entries(WHOLE)) {
    const stock = tf.getKernel(name, "wasm");
    if (stock === undefined || !("own" in stock)) register(name, kernel, stock);
  }
  for (const [name, around] of Object.entries(AROUND)) {
    const stock = tf.getKernel(name, "wasm");
    if (stock === undefined) throw new Error(`The wasm backend has no kernel ${name}; is its module loaded?`);
    if (!("own" in stock)) register(name, around(stock.kernelFunc as never), stock);
  }
}
