/** Our own WebAssembly module, which works on the heap of tfjs' one. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { simdBinary } from "./binary.ts";
import type { KernelCall, WasmKernel, WasmKernels } from "./heap.ts";
import { withSharedMemory } from "./sharing.ts";

/** Numbers of the kernels in `engine/kernels/wasm-src/kernels.ts`. */
export const KERNEL = {
  product: 0,
  batchNorm: 1,
  batchNormGradient: 2,
  sumMiddle: 3,
  elementwise: 4,
  maxPoolGradient: 5,
  depthwiseFilterGradient: 6,
  depthwiseInputGradient: 7,
  copyRuns: 8,
  winogradKernel: 9,
  winograd: 10,
  winogradFilter: 11,
  winogradFilterResult: 12,
} as const;
export type KernelNumber = (typeof KERNEL)[keyof typeof KERNEL];

/** Exported by `engine/kernels/wasm-src/index.ts`; positions are bytes in the heap. */
interface SimdFunctions {
  scratchBytes(): number;
  controlBytes(): number;
  run(control: number, kernel: KernelNumber, description: number, parts: number, scratch: number): void;
  serve(control: number, scratch: number): void;
  stop(control: number): void;
}

/** What a thread needs to help: it calls `serve` of the module on the memory. */
export interface ThreadTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly scratch: number;
}

export interface Simd {
  /** Threads that compute, this one included. */
  readonly threads: number;
  /** Whether the heap can be seen by other threads. */
  readonly shared: boolean;
  /**
   * Runs a kernel in as many parts as are worth it: `work` counts values or products of two, `most` is the largest number
   * of parts. The description is integers, and behind them one float64 where a kernel takes one.
   */
  run(
    kernel: KernelNumber,
    parts: { readonly work: number; readonly most: number },
    integers: readonly number[],
    float?: number,
  ): void;
  /** A new tensor for the result; not cleared. */
  output(shape: readonly number[]): TensorInfo;
  /** Frees what `output` gave. */
  dispose(x: TensorInfo): void;
  at(x: TensorInfo): number;
  /** Memory for one more thread, which counts once `join` is called. */
  task(): ThreadTask;
  join(): void;
  /** Ends all threads that serve. */
  stop(): void;
}

export type FindSimd = (backend: BackendWasm) => Simd;

const DESCRIPTION_INTEGERS = 64;
/** Less than this is not worth waking a thread for: some 10 microseconds of one. */
const WORK_OF_A_PART = 100_000;
/** Several for each thread, as one of them may have been put aside by the system. */
const PARTS_OF_A_THREAD = 4;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

interface HeapOwner {
  readonly asm: Readonly<Record<string, unknown>>;
  _malloc(bytes: number): number;
}

/** Every engine of the last years has SIMD. */
export const hasSimd = (): boolean => WebAssembly.validate(withSharedMemory(bytesOf(simdBinary), false));

export const isShared = ({ buffer }: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer === "function" && (buffer as ArrayBufferLike) instanceof SharedArrayBuffer;

function createSimd(backend: BackendWasm): Simd {
  // The loader's names for what the module exports are shortened by its build.
  const owner = backend.wasm as unknown as HeapOwner;
  const memory = Object.values(owner.asm).find((value) => value instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error("The module of the wasm backend shows no memory.");
  const shared = isShared(memory);
  const module = new WebAssembly.Module(withSharedMemory(bytesOf(simdBinary), shared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const functions = exports as unknown as SimdFunctions;
  const allocate = (bytes: number): number => {
    const position = owner._malloc(bytes + CACHE_LINE) >>> 0;
    return Math.ceil(position / CACHE_LINE) * CACHE_LINE;
  };
  const scratchBytes = functions.scratchBytes();
  const scratch = allocate(scratchBytes);
  const control = allocate(functions.controlBytes());
  new Uint8Array(memory.buffer, control, functions.controlBytes()).fill(0);
  const description = allocate(4 * DESCRIPTION_INTEGERS);
  let threads = 1;
  const lookAtDescription = (): DataView =>
    new DataView(memory.buffer, description, 4 * DESCRIPTION_INTEGERS);
  let view = lookAtDescription();
  const describe = (integers: readonly number[], float: number | undefined): void => {
    // The heap may have grown, which leaves older views empty or short.
    if (view.buffer !== memory.buffer) view = lookAtDescription();
    for (let i = 0; i < integers.length; i++) view.setInt32(4 * i, integers[i] as number, true);
    if (float !== undefined) view.setFloat64(8 * Math.ceil(integers.length / 2), float, true);
  };
  return {
    get threads() {
      return threads;
    },
    shared,
    run(kernel, { work, most }, integers, float) {
      describe(integers, float);
      const worth = Math.min(most, Math.floor(work / WORK_OF_A_PART), threads * PARTS_OF_A_THREAD);
      const parts = threads === 1 ? 1 : Math.max(1, worth);
      functions.run(threads === 1 ? 0 : control, kernel, description, parts, scratch);
    },
    output: (shape) => backend.makeOutput([...shape], "float32"),
    dispose: ({ dataId }) => void backend.disposeData(dataId),
    at: ({ dataId }) => backend.getMemoryOffset(dataId),
    task: () => ({ module, memory, control, scratch: allocate(scratchBytes) }),
    join() {
      threads += 1;
    },
    stop() {
      threads = 1;
      if (shared) functions.stop(control);
    },
  };
}

const CACHE_LINE = 64;

/** Makes the module of a backend when it is first asked for. */
export function simdFinder(): FindSimd {
  const found = new WeakMap<BackendWasm, Simd>();
  return (backend) => {
    const known = found.get(backend);
    if (known !== undefined) return known;
    const created = createSimd(backend);
    found.set(backend, created);
    return created;
  };
}

/** Takes the first way where it serves the call (it returns `null` otherwise). */
export const preferSimd =
  (
    find: FindSimd,
    fast: (simd: Simd, call: KernelCall) => TensorInfo | TensorInfo[] | null,
    other: WasmKernel | WasmKernels,
  ): ((call: KernelCall) => TensorInfo | TensorInfo[]) =>
  (call) =>
    fast(find(call.backend), call) ?? other(call);
