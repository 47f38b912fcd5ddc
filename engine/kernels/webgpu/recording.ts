/**
 * Records the commands of a function that runs on tfjs' WebGPU backend, to run them again without tfjs: the same
 * pipelines on the same buffers in the same order, so the same numbers to the bit.
 *
 * While it records, buffers come from a pool of its own, which the recording keeps: later tensors never share memory
 * with it. What the host uploaded while recording (constants, uniforms) has a buffer to itself, as replaying does not
 * upload again. What changes from run to run must be in tensors that were on the device before.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { internalsOf } from "./dispatch.ts";
import { type Manager, recordingPool } from "./recording-pool.ts";

interface Recorded {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

export interface Recording {
  readonly dispatches: number;
  /** Bytes of the buffers that it keeps. */
  readonly bytes: number;
  /** Equal for two recordings that do the same with the same constants. */
  readonly signature: string;
  /** A value was read back, which replaying would not do. */
  readonly readBack: boolean;
  /** Appends all commands to an encoder. */
  replay(encoder: GPUCommandEncoder): void;
  dispose(): void;
}

/** 32-bit FNV-1a over bytes, which goes on from `hash`. */
function hashBytes(bytes: Uint8Array, hash: number): number {
  let h = hash;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

interface Recordable {
  bufferManager: Manager;
  ensureCommandEncoderReady: () => void;
  uploadToGPU: (id: object) => void;
  makeUniforms: (uniforms: readonly { readonly data: readonly number[] }[]) => GPUBindingResource;
}

/** Runs `run` and records it. */
export function record(backend: WebGPUBackend, run: () => void): Recording {
  const internals = internalsOf(backend);
  const hooks = backend as unknown as Recordable;
  const flush = (): void => {
    internals.endComputePassEncoder();
    if (internals.commandEncoder !== null) internals.submitQueue();
  };
  flush();

  const recorded: Recorded[] = [];
  const pipelines = new Map<GPUComputePipeline, number>();
  let signature = "";
  let hash = 0x811c9dc5;
  let readBack = false;
  const watchPass = (pass: GPUComputePassEncoder): GPUComputePassEncoder => {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    const watched = {
      setPipeline(next: GPUComputePipeline) {
        pipeline = next;
        pass.setPipeline(next);
      },
      setBindGroup(index: number, next: GPUBindGroup) {
        group = next;
        pass.setBindGroup(index, next);
      },
      dispatchWorkgroups(x: number, y = 1, z = 1) {
        if (pipeline === null || group === null) throw new Error("A dispatch without a pipeline.");
        if (!pipelines.has(pipeline)) pipelines.set(pipeline, pipelines.size);
        signature += `${pipelines.get(pipeline)}:${pipeline.label}:${x},${y},${z};`;
        recorded.push({ pipeline, group, workgroups: [x, y, z] });
        pass.dispatchWorkgroups(x, y, z);
      },
      end: () => pass.end(),
    };
    return watched as unknown as GPUComputePassEncoder;
  };
  const watchEncoder = (encoder: GPUCommandEncoder): GPUCommandEncoder => {
    const watched = {
      beginComputePass: () => watchPass(encoder.beginComputePass()),
      // Constants have fresh buffers that are written while mapped, so only reading back copies.
      copyBufferToBuffer(...copy: Parameters<GPUCommandEncoder["copyBufferToBuffer"]>) {
        readBack = true;
        encoder.copyBufferToBuffer(...copy);
      },
      finish: () => encoder.finish(),
    };
    return watched as unknown as GPUCommandEncoder;
  };

  const main = hooks.bufferManager;
  const pool = recordingPool(internals.device, main);
  const { uploadToGPU, makeUniforms } = hooks;
  hooks.bufferManager = pool.manager;
  hooks.ensureCommandEncoderReady = () => {
    internals.commandEncoder ??= watchEncoder(internals.device.createCommandEncoder());
  };
  hooks.uploadToGPU = (id) => {
    const { values, resource } = internals.tensorMap.get(id);
    if (ArrayBuffer.isView(values) && !resource) {
      hash = hashBytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), hash);
    }
    uploadToGPU.call(backend, id);
  };
  hooks.makeUniforms = (uniforms) => {
    for (const { data } of uniforms) signature += `${data.join()}|`;
    return makeUniforms.call(backend, uniforms);
  };
  let finished = false;
  try {
    run();
    finished = true;
  } finally {
    flush();
    if (!finished) pool.dispose();
    hooks.bufferManager = main;
    for (const name of ["ensureCommandEncoderReady", "uploadToGPU", "makeUniforms"] as const) {
      Reflect.deleteProperty(hooks, name);
    }
  }
  return {
    readBack,
    dispatches: recorded.length,
    bytes: pool.bytes(),
    signature: `${signature}#${hash}`,
    replay(encoder) {
      const pass = encoder.beginComputePass();
      let last: GPUComputePipeline | null = null;
      for (const { pipeline, group, workgroups } of recorded) {
        if (pipeline !== last) pass.setPipeline(pipeline);
        last = pipeline;
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(...workgroups);
      }
      pass.end();
    },
    dispose: pool.dispose,
  };
}
