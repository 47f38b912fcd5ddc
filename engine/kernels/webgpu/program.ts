/** Small WGSL programs, one invocation for each element of the result. */

import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { webgpu_util } from "@tensorflow/tfjs-backend-webgpu";
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";

export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: WebGPUBackend;
}
export type WebgpuKernel = (call: KernelCall) => TensorInfo;

export interface FlatProgram {
  /** Names the code: programs with one key share a compiled pipeline. */
  readonly key: string;
  /** tfjs declares `getX(…)` for an input `x`. */
  readonly variables: readonly string[];
  /** Members of the uniform struct, `name : type,`. */
  readonly uniforms: string;
  readonly outputShape: readonly number[];
  /** Statements that see `index` and `coords` and end with `setOutputAtIndex(index, …)`. */
  readonly code: string;
}

const WORKGROUP: [number, number, number] = [64, 1, 1];

export function flatProgram({ key, variables, uniforms, outputShape, code }: FlatProgram): WebGPUProgram {
  const shape = [...outputShape];
  const dispatchLayout = webgpu_util.flatDispatchLayout(shape);
  return {
    variableNames: [...variables],
    uniforms,
    workgroupSize: WORKGROUP,
    outputShape: shape,
    dispatchLayout,
    dispatch: webgpu_util.computeDispatch(dispatchLayout, shape, WORKGROUP),
    shaderKey: key,
    size: true,
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          ${code}
        }
      }`,
  };
}
