/** Our own WebAssembly module, which works on the heap of tfjs' one. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { simdBinary } from "./binary.ts";
import type { KernelCall, WasmKernel } from "./heap.ts";

/** Functions of `engine/kernels/wasm-src`; all arguments are byte positions in the heap and counts. */
export interface SimdFunctions {
  scratchBytes(): number;
  product(description: number, scratch: number): void;
}

export interface Simd {
  readonly functions: SimdFunctions;
  /** Position of `scratchBytes()` bytes that a call may use. */
  readonly scratch: number;
  /** Lays integers down where they stay until the next call of this. */
  describe(values: readonly number[]): number;
  /** A new tensor for the result; not cleared. */
  output(shape: readonly number[]): TensorInfo;
  at(x: TensorInfo): number;
}

/** Of one backend; `null` where the engine has no SIMD. */
export type FindSimd = (backend: BackendWasm) => Simd | null;

const DESCRIPTION_INTEGERS = 64;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

interface HeapOwner {
  readonly asm: Readonly<Record<string, unknown>>;
  _malloc(bytes: number): number;
}

function createSimd(backend: BackendWasm): Simd | null {
  const binary = bytesOf(simdBinary);
  // The loader's names for what the module exports are shortened by its build.
  const owner = backend.wasm as unknown as HeapOwner;
  const memory = Object.values(owner.asm).find((value) => value instanceof WebAssembly.Memory);
  if (!WebAssembly.validate(binary) || memory === undefined) return null;
  const module = new WebAssembly.Module(binary);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const functions = exports as unknown as SimdFunctions;
  const allocate = (bytes: number): number => {
    const position = owner._malloc(bytes) >>> 0;
    if (position === 0) throw new Error("The heap of the wasm backend is full.");
    return position;
  };
  const scratch = allocate(functions.scratchBytes());
  const description = allocate(4 * DESCRIPTION_INTEGERS);
  return {
    functions,
    scratch,
    describe(values) {
      // The heap may have grown, which leaves older views empty.
      new Int32Array(memory.buffer, description, DESCRIPTION_INTEGERS).set(values);
      return description;
    },
    output: (shape) => backend.makeOutput([...shape], "float32"),
    at: ({ dataId }) => backend.getMemoryOffset(dataId),
  };
}

/** Makes the module of a backend when it is first asked for. */
export function simdFinder(): FindSimd {
  const found = new WeakMap<BackendWasm, Simd | null>();
  return (backend) => {
    const known = found.get(backend);
    if (known !== undefined) return known;
    const created = createSimd(backend);
    found.set(backend, created);
    return created;
  };
}

/** Takes the first way where the engine has SIMD and the way serves the call (it returns `null` otherwise). */
export const preferSimd =
  (
    find: FindSimd,
    fast: (simd: Simd, call: KernelCall) => TensorInfo | null,
    other: WasmKernel,
  ): WasmKernel =>
  (call) => {
    const simd = find(call.backend);
    return (simd === null ? null : fast(simd, call)) ?? other(call);
  };
