/** Puts our kernels over the stock ones of the WebGPU backend. */
import type { KernelFunc } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { maxPoolGradient } from "./max-pool-gradient.ts";
import type { WebgpuKernel } from "./program.ts";

const KERNELS: Readonly<Record<string, WebgpuKernel>> = {
  MaxPoolGrad: maxPoolGradient,
};

/** Call once the WebGPU backend's module is loaded. Calling it again puts the same kernels in place. */
export function registerWebgpuKernels(): void {
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    if (tf.getKernel(kernelName, "webgpu") !== undefined) tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({ kernelName, backendName: "webgpu", kernelFunc: kernel as unknown as KernelFunc });
  }
}
