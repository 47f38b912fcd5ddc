/** Tensors of fixed place on the WebGPU device, whose values change in place. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { keep, scalar, type Tensor, tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { bufferOf, internalsOf } from "../../kernels/webgpu/dispatch.ts";
import { scaledBy } from "../magnitude.ts";

/** A tensor that the host writes into. */
export interface Slot {
  readonly tensor: Tensor;
  write(values: Float32Array | Int32Array): void;
  dispose(): void;
}

/** Of zeros. Anything in tfjs' command stream that reads it must be submitted before it is written. */
export function createSlot(
  backend: WebGPUBackend,
  shape: readonly number[],
  dtype: "float32" | "int32" = "float32",
): Slot {
  const size = shape.reduce((product, length) => product * length, 1);
  const zeros = dtype === "int32" ? new Int32Array(size) : new Float32Array(size);
  const made = keep(tensor(zeros, [...shape], dtype));
  const buffer = bufferOf(internalsOf(backend), made);
  // The zeros may be a copy in tfjs' command stream, which would come after what is written.
  submit(backend);
  return {
    tensor: made,
    write: (values) =>
      backend.device.queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength),
    dispose: () => made.dispose(),
  };
}

/** Submits what tfjs has recorded so far. */
export function submit(backend: WebGPUBackend): void {
  const internals = internalsOf(backend);
  internals.endComputePassEncoder();
  if (internals.commandEncoder !== null) internals.submitQueue();
}

/**
 * Keeps variables in buffers that nothing else refers to, so that they may be updated in place. Clones share their
 * storage, and assigning to a variable gives it other storage: both are looked for before every step.
 */
export interface Ownership {
  /** True where no variable has moved to another buffer since the last call. */
  secure(variables: readonly Variable[]): boolean;
  /** Forgets values that tfjs has read off the device, which no longer hold. */
  forgetValues(): void;
}

export function createOwnership(backend: WebGPUBackend): Ownership {
  const internals = internalsOf(backend);
  const known = new Map<Variable, object>();
  return {
    secure(variables) {
      for (const variable of variables) {
        if (backend.refCount(variable.dataId) > 1) tidy(() => variable.assign(scaledBy(variable, scalar(1))));
      }
      const steady =
        variables.length === known.size &&
        variables.every((variable) => known.get(variable) === variable.dataId);
      if (steady) return true;
      known.clear();
      for (const variable of variables) {
        bufferOf(internals, variable);
        known.set(variable, variable.dataId);
      }
      return false;
    },
    forgetValues() {
      for (const dataId of known.values()) {
        const data = internals.tensorMap.get(dataId) as { values?: unknown } | undefined;
        if (data !== undefined) data.values = null;
      }
    },
  };
}

/** Reads small results back without waiting: each copy has a buffer of its own until it is read. */
export interface Reader {
  /** Appends the copy to `encoder`, submits it, and gives the values. */
  submitAndRead(encoder: GPUCommandEncoder): Promise<Float32Array>;
  dispose(): void;
}

export function createReader(backend: WebGPUBackend, source: Tensor): Reader {
  const { device } = backend;
  const buffer = bufferOf(internalsOf(backend), source);
  const free: GPUBuffer[] = [];
  const all: GPUBuffer[] = [];
  const acquire = (): GPUBuffer => {
    const found = free.pop();
    if (found !== undefined) return found;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const made = device.createBuffer({ size: buffer.size, usage });
    all.push(made);
    return made;
  };
  return {
    async submitAndRead(encoder) {
      const staging = acquire();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      free.push(staging);
      return values;
    },
    dispose() {
      for (const staging of all) staging.destroy();
    },
  };
}
