/**
 * Records the commands of a function that runs on tfjs' WebGPU backend, runs them, and runs them again without tfjs: the
 * same pipelines on the same memory in the same order, so the same numbers to the bit.
 *
 * Nothing runs while it records. Memory is asked for and given back meanwhile, but where it lies is settled once the last
 * command is known: from the first command that touches a tensor to the last one, and for no longer, a part of a few large
 * buffers is its own. The recording keeps these. What the host uploaded while recording (constants, uniforms) has a buffer
 * to itself, as replaying does not upload again. What changes from run to run must be in tensors that were on the device
 * before.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { internalsOf } from "./dispatch.ts";
import { type Command, placed } from "./recording-places.ts";
import { type Manager, recordingPool } from "./recording-pool.ts";

export interface Recording {
  readonly dispatches: number;
  /** Bytes of the buffers that it keeps. */
  readonly bytes: number;
  /** Equal for two recordings that do the same with the same constants. */
  readonly signature: string;
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

/**
 * Records `run` and runs it once. Where it throws, nothing has run: so it does where a value is read back, which running
 * it again would not do, and where a tensor outlives it.
 */
export function record(backend: WebGPUBackend, run: () => void): Recording {
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
  let signature = "";
  let hash = 0x811c9dc5;
  let refusal: string | null = null;
  // Who reads asynchronously has this as a rejection alone: the recording must know of it too.
  const refuse = (reason: string): never => {
    refusal = reason;
    throw new Error(reason);
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
    if (pool.unreturned() > 0) refusal ??= "it keeps a tensor";
    if (refusal !== null) pool.dispose();
  }
  if (refusal !== null) throw new Error(refusal);

  const steps = placed(device, pool, commands);
  const replay = (encoder: GPUCommandEncoder): void => {
    const pass = encoder.beginComputePass();
    let last: GPUComputePipeline | null = null;
    for (const { pipeline, group, workgroups } of steps) {
      if (pipeline !== last) pass.setPipeline(pipeline);
      last = pipeline;
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
  };
  const first = device.createCommandEncoder();
  replay(first);
  device.queue.submit([first.finish()]);
  return {
    dispatches: steps.length,
    bytes: pool.bytes(),
    signature: `${signature}#${hash}`,
    replay,
    dispose: pool.dispose,
  };
}
