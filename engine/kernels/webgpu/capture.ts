/**
 * Writes down what a function would have a device do through tfjs' WebGPU backend: nothing runs, and memory that is asked
 * for is promised.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { internalsOf } from "./dispatch.ts";
import type { Command } from "./recording-places.ts";
import { type Manager, type RecordingPool, recordingPool } from "./recording-pool.ts";

/** 32-bit FNV-1a over bytes, which goes on from `hash`. */
function hashBytes(bytes: Uint8Array, hash: number): number {
  let h = hash;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

/** What is replaced while it records. */
interface Recordable {
  bufferManager: Manager;
  queue: Pick<GPUQueue, "submit" | "writeBuffer">;
  ensureCommandEncoderReady: () => void;
  uploadToGPU: (id: object) => void;
  makeUniforms: (uniforms: readonly { readonly data: readonly number[] }[]) => GPUBindingResource;
}

/** Writes down dispatches instead of encoding them. */
function listen(
  groups: WeakMap<object, GPUBindGroupDescriptor>,
  add: (command: Command) => void,
  refuse: (reason: string) => never,
): GPUCommandEncoder {
  const beginComputePass = () => {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroupDescriptor | null = null;
    return {
      setPipeline(next: GPUComputePipeline) {
        pipeline = next;
      },
      setBindGroup(_index: number, next: object) {
        group = groups.get(next) ?? null;
      },
      dispatchWorkgroups(x: number, y = 1, z = 1) {
        if (pipeline === null || group === null) throw new Error("A dispatch without a pipeline.");
        add({ pipeline, group, workgroups: [x, y, z] });
      },
      end: () => {},
    };
  };
  const encoder = {
    beginComputePass,
    // Constants have fresh buffers that are written while mapped, so only reading back copies.
    copyBufferToBuffer: () => refuse("it reads a value back"),
    finish: () => ({}),
  };
  return encoder as unknown as GPUCommandEncoder;
}

export interface Capture {
  readonly commands: readonly Command[];
  readonly pool: RecordingPool;
  readonly signature: string;
  /** Promised buffers that outlive it, with what holds them. */
  readonly kept: readonly { readonly buffer: GPUBuffer; readonly holder: { resource?: GPUBuffer | null } }[];
}

/** What cannot be written down: it would do otherwise when it is run again, or its tensors have no place. */
export class NotRecordable extends Error {}

/** Writes down what `run` would do. Where it throws, as it does where a value is read back, nothing was. */
export function capture(backend: WebGPUBackend, run: () => void): Capture {
  const internals = internalsOf(backend);
  const { device } = internals;
  const hooks = backend as unknown as Recordable;
  const flush = (): void => {
    internals.endComputePassEncoder();
    if (internals.commandEncoder !== null) internals.submitQueue();
  };
  flush();

  const commands: Command[] = [];
  const pipelines = new Map<GPUComputePipeline, number>();
  const groups = new WeakMap<object, GPUBindGroupDescriptor>();
  const holders = new Map<GPUBuffer, { resource?: GPUBuffer | null }>();
  let signature = "";
  let hash = 0x811c9dc5;
  let refusal: string | null = null;
  // Who reads asynchronously has this as a rejection alone: the recording must know of it too.
  const refuse = (reason: string): never => {
    refusal = reason;
    throw new NotRecordable(reason);
  };
  const add = (command: Command): void => {
    const { pipeline, workgroups } = command;
    if (!pipelines.has(pipeline)) pipelines.set(pipeline, pipelines.size);
    signature += `${pipelines.get(pipeline)}:${pipeline.label}:${workgroups.join()};`;
    commands.push(command);
  };

  const { bufferManager: main, queue, uploadToGPU, makeUniforms } = hooks;
  const { createBindGroup } = device;
  const pool = recordingPool(device, main);
  hooks.bufferManager = pool.manager;
  hooks.queue = {
    submit: () => undefined,
    writeBuffer: (...given: Parameters<GPUQueue["writeBuffer"]>) => queue.writeBuffer(...given),
  };
  device.createBindGroup = (descriptor) => {
    const group = {} as GPUBindGroup;
    groups.set(group, descriptor);
    return group;
  };
  hooks.ensureCommandEncoderReady = () => {
    internals.commandEncoder ??= listen(groups, add, refuse);
  };
  hooks.uploadToGPU = (id) => {
    const data = internals.tensorMap.get(id);
    const { values, resource } = data;
    if (ArrayBuffer.isView(values) && !resource) {
      hash = hashBytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), hash);
    }
    uploadToGPU.call(backend, id);
    if (data.resource && pool.isPromised(data.resource)) holders.set(data.resource, data);
  };
  hooks.makeUniforms = (uniforms) => {
    for (const { data } of uniforms) signature += `${data.join()}|`;
    return makeUniforms.call(backend, uniforms);
  };
  try {
    run();
  } catch (error) {
    refusal ??= "it fails";
    throw error;
  } finally {
    flush();
    Object.assign(hooks, { bufferManager: main, queue });
    device.createBindGroup = createBindGroup;
    for (const name of ["ensureCommandEncoderReady", "uploadToGPU", "makeUniforms"] as const) {
      Reflect.deleteProperty(hooks, name);
    }
    if (refusal !== null) pool.dispose();
  }
  if (refusal !== null) throw new NotRecordable(refusal);
  const kept = pool.unreturned().map((buffer) => ({ buffer, holder: holders.get(buffer) ?? {} }));
  return { commands, pool, signature: `${signature}#${hash}`, kept };
}
