/** Kernels of the wasm backend as functions, and its heap as arrays. */

import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";

/** What one of our kernels is given; the shapes of inputs and attributes are tfjs' for its name. */
export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: BackendWasm;
}
export type WasmKernel = (call: KernelCall) => TensorInfo;
/** A kernel with several outputs. */
export type WasmKernels = (call: KernelCall) => TensorInfo[];

export type Inputs = Readonly<Record<string, TensorInfo>>;
export type Attributes = Readonly<Record<string, unknown>>;

/** Calls kernels and frees what they made, so that a composed kernel reads as a formula. */
export class Composition {
  readonly backend: BackendWasm;
  private readonly made: TensorInfo[] = [];
  constructor(backend: BackendWasm) {
    this.backend = backend;
  }

  /** A stock kernel, or one of ours that replaced it. The result is freed by `finish`. */
  run(kernel: string, inputs: Inputs, attrs: Attributes): TensorInfo {
    const config = tf.getKernel(kernel, "wasm");
    if (config === undefined) throw new Error(`The wasm backend has no kernel ${kernel}.`);
    const call = {
      inputs: inputs as NamedTensorInfoMap,
      attrs: attrs as NamedAttrMap,
      backend: this.backend,
    };
    return this.adopt(config.kernelFunc(call) as TensorInfo);
  }

  /** What was made by other means; freed by `finish` like all else. */
  adopt(out: TensorInfo): TensorInfo {
    this.made.push(out);
    return out;
  }

  /** The same data under another shape of as many elements; owns nothing. */
  view(x: TensorInfo, shape: readonly number[]): TensorInfo {
    return { dataId: x.dataId, dtype: x.dtype, shape: [...shape] };
  }

  /** A new tensor, filled by `fill`; both arrays are views of the heap and may not be kept. */
  create(shape: readonly number[], fill: (out: Float32Array) => void): TensorInfo {
    const out = this.adopt(this.backend.makeOutput([...shape], "float32"));
    fill(this.floats(out));
    return out;
  }

  floats(x: TensorInfo): Float32Array {
    return this.backend.typedArrayFromHeap(x) as Float32Array;
  }

  /** Frees all but one reference to the result; a kernel may have returned its input once more. */
  finish(result: TensorInfo): TensorInfo {
    const kept = this.made.findIndex((info) => info.dataId === result.dataId);
    if (kept < 0) throw new Error("A kernel must return what it made.");
    this.made.splice(kept, 1);
    for (const info of this.made) this.backend.disposeData(info.dataId);
    return result;
  }
}

export const composed =
  (body: (c: Composition, call: KernelCall) => TensorInfo): WasmKernel =>
  (call) => {
    const c = new Composition(call.backend);
    return c.finish(body(c, call));
  };

/** `[batch, height, width, channels]` of a tensor that is known to have four axes. */
export function four(x: { readonly shape: readonly number[] }): readonly [number, number, number, number] {
  const [a, b, c, d] = x.shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || x.shape.length !== 4) {
    throw new Error(`Four axes expected, not [${x.shape}].`);
  }
  return [a, b, c, d];
}
