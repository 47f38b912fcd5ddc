/** The form of a kernel of the WebGPU backend. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";

export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: WebGPUBackend;
}
export type WebgpuKernel = (call: KernelCall) => TensorInfo;
