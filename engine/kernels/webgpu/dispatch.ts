/** Dispatches of our own WGSL modules in the command stream of tfjs' WebGPU backend, in order with its kernels. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Choices } from "./choice.ts";

/** What we use of tfjs' backend (4.22.0) beyond its public interface. */
export interface BackendInternals {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: {
    get(id: object): { resource?: GPUBuffer | null; values?: unknown; dtype: DataType };
  };
  readonly pipelineCache: Record<string, GPUComputePipeline>;
  readonly commandQueueOwnedIds: WeakSet<object>;
  /** Ours: which kernels were chosen for this device. */
  choices?: Choices | null | undefined;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  uploadToGPU(id: object): void;
}

export const internalsOf = (backend: WebGPUBackend): BackendInternals =>
  backend as unknown as BackendInternals;

/** A stretch of a tensor's buffer, bound as if it were all: for tensors beyond what one binding may hold. */
export interface Window extends TensorInfo {
  /** Elements in front of it, a multiple of `WINDOW_STEP`. */
  readonly firstElement: number;
}
/** Bindings begin at multiples of 256 bytes. */
export const WINDOW_STEP = 64;

export interface Dispatch {
  /** Names the code: dispatches with one key share a compiled pipeline. */
  readonly key: string;
  /** A whole module with an entry point `main`; called when the pipeline is not there yet. */
  readonly code: () => string;
  /** Bound to group 0 in this order, each a buffer of exactly its size. */
  readonly bindings: readonly (TensorInfo | Window)[];
  /** Those of the bindings that are read as the integers or the bits that they are. */
  readonly integers?: readonly TensorInfo[];
  readonly workgroups: readonly [number, number, number];
}

export type Extent3 = Dispatch["workgroups"];

/** A pipeline of ours, with the numbers of the bindings that it writes to. */
interface OwnPipeline extends GPUComputePipeline {
  readonly writes: readonly number[];
}

/** The numbers of the bindings that a pipeline writes to: of a stock one the first. */
export const writesOf = (pipeline: GPUComputePipeline | OwnPipeline): readonly number[] =>
  "writes" in pipeline ? pipeline.writes : [0];

const WRITTEN = /@binding\((\d+)\) var<storage, read_write>/g;

function pipelineOf(
  { device, pipelineCache }: BackendInternals,
  { key, code }: Dispatch,
): GPUComputePipeline {
  const name = `layerloom/${key}`;
  const found = pipelineCache[name];
  if (found !== undefined) return found;
  const source = code();
  const module = device.createShaderModule({ code: source, label: name });
  const made = device.createComputePipeline({
    layout: "auto",
    compute: { module, entryPoint: "main" },
    label: name,
  });
  const writes = [...source.matchAll(WRITTEN)].map(([, number]) => Number(number));
  const own: OwnPipeline = Object.assign(made, { writes });
  pipelineCache[name] = own;
  return own;
}

/** The buffer of a tensor, with its values on the device. */
export function bufferOf(internals: BackendInternals, { dataId, shape }: TensorInfo): GPUBuffer {
  internals.uploadToGPU(dataId);
  const { resource } = internals.tensorMap.get(dataId);
  if (!resource) throw new Error(`A tensor of shape [${shape}] has no buffer.`);
  return resource;
}

/**
 * Numbers as float32. tfjs casts integers by another name for the same buffer, so a tensor that says it holds floats may
 * hold integers.
 */
function asFloats(backend: WebGPUBackend, tensor: TensorInfo): TensorInfo {
  const { dtype } = internalsOf(backend).tensorMap.get(tensor.dataId);
  if (dtype === "float32") return tensor;
  const floats = output(backend, tensor.shape);
  append(backend, {
    key: "asFloats",
    code: () => `
@group(0) @binding(0) var<storage, read_write> floats : array<f32>;
@group(0) @binding(1) var<storage, read> integers : array<i32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  for (var i = at.x; i < arrayLength(&floats); i += groups.x * 64u) { floats[i] = f32(integers[i]); }
}`,
    bindings: [floats, tensor],
    workgroups: [Math.min(1024, divideUp(sizeOf(tensor.shape), 64)), 1, 1],
  });
  return floats;
}

/** Appends one dispatch to the commands that tfjs is about to submit. Its tensors are read and written as float32, but for `integers`. */
export function dispatch(backend: WebGPUBackend, work: Dispatch): void {
  const bindings = work.bindings.map((tensor) =>
    work.integers?.includes(tensor) ? tensor : asFloats(backend, tensor),
  );
  append(backend, { ...work, bindings });
  for (const [i, tensor] of bindings.entries()) {
    if (tensor !== work.bindings[i]) backend.disposeData(tensor.dataId);
  }
}

/** In bytes. */
const stretchOf = (tensor: TensorInfo | Window | undefined): { offset?: number; size?: number } =>
  tensor !== undefined && "firstElement" in tensor
    ? { offset: 4 * tensor.firstElement, size: 4 * sizeOf(tensor.shape) }
    : {};

function append(backend: WebGPUBackend, work: Dispatch): void {
  const internals = internalsOf(backend);
  const pipeline = pipelineOf(internals, work);
  // Uploads may be copies in the command stream, which end a pass: all of them come first.
  const buffers = work.bindings.map((tensor) => bufferOf(internals, tensor));
  const entries = buffers.map((buffer, binding) => {
    return { binding, resource: { buffer, ...stretchOf(work.bindings[binding]) } };
  });
  const group = internals.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  internals.ensureCommandEncoderReady();
  const pass = internals.computePassEncoder ?? internals.commandEncoder?.beginComputePass();
  if (pass === undefined) throw new Error("The backend has no command encoder.");
  internals.computePassEncoder = pass;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...work.workgroups);
  for (const { dataId } of work.bindings) internals.commandQueueOwnedIds.add(dataId);
  internals.dispatchCountInPass += 1;
  if (internals.dispatchCountInPass >= tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) {
    internals.endComputePassEncoder();
    internals.submitQueue();
  }
}

/** A tensor without values yet, for a dispatch to write. */
export const output = (
  backend: WebGPUBackend,
  shape: readonly number[],
  dtype: DataType = "float32",
): TensorInfo => backend.makeTensorInfo([...shape], dtype);

/** Another reference to the same values under another shape of the same size. */
export function view(backend: WebGPUBackend, x: TensorInfo, shape: readonly number[]): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: [...shape], dtype: x.dtype };
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);
export const divideUp = (a: number, b: number): number => Math.ceil(a / b);

/** Whether a grid of workgroups is within the device's limits. */
export const fits = (backend: WebGPUBackend, workgroups: Extent3): boolean =>
  workgroups.every((count) => count <= backend.device.limits.maxComputeWorkgroupsPerDimension);
