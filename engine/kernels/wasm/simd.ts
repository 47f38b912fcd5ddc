/** Our own WebAssembly module, which works on the heap of tfjs' one. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { simdBinary } from "./binary.ts";
import type { KernelCall, WasmKernel } from "./heap.ts";

/** Functions of `engine/kernels/wasm-src`; all arguments are byte positions in the heap and counts. */
export interface SimdFunctions {
  scratchBytes(): number;
  product(description: number, scratch: number): void;
  sumMiddle(
    ...args: [
      x: number,
      outer: number,
      rows: number,
      width: number,
      factor: number,
      out: number,
      scratch: number,
    ]
  ): void;
  batchNorm(
    ...args: [
      ...[x: number, scale: number, shift: number, rows: number, width: number, epsilon: number],
      ...[y: number, mean: number, variance: number, inverse: number, scratch: number],
    ]
  ): void;
  batchNormGradient(
    ...args: [
      ...[dy: number, x: number, mean: number, inverse: number, scale: number, rows: number, width: number],
      ...[dx: number, dScale: number, dShift: number, scratch: number],
    ]
  ): void;
  depthwiseFilterGradient(
    ...args: [x: number, dy: number, dw: number, scratch: number, ...geometry: readonly number[]]
  ): void;
  depthwiseInputGradient(...args: [w: number, dy: number, dx: number, ...geometry: readonly number[]]): void;
  reluGradient(dy: number, y: number, count: number, dx: number): void;
  maxPoolGradient(
    ...args: [
      ...[dy: number, x: number, dx: number, batch: number, height: number, width: number, channels: number],
      ...[outHeight: number, outWidth: number, filterHeight: number, filterWidth: number],
      ...[strideHeight: number, strideWidth: number, top: number, left: number],
    ]
  ): void;
}

export interface Simd {
  readonly functions: SimdFunctions;
  /** Position of memory that a call may use until the next call of this. */
  scratch(bytes: number): number;
  /** What `product` needs of it. */
  readonly productBytes: number;
  /** Lays integers down where they stay until the next call of this. */
  describe(values: readonly number[]): number;
  /** A new tensor for the result; not cleared. */
  output(shape: readonly number[]): TensorInfo;
  at(x: TensorInfo): number;
}

export type FindSimd = (backend: BackendWasm) => Simd;

const DESCRIPTION_INTEGERS = 64;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

interface HeapOwner {
  readonly asm: Readonly<Record<string, unknown>>;
  _malloc(bytes: number): number;
  _free(position: number): void;
}

/** Every engine of the last years has SIMD. */
export const hasSimd = (): boolean => WebAssembly.validate(bytesOf(simdBinary));

function createSimd(backend: BackendWasm): Simd {
  // The loader's names for what the module exports are shortened by its build.
  const owner = backend.wasm as unknown as HeapOwner;
  const memory = Object.values(owner.asm).find((value) => value instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error("The module of the wasm backend shows no memory.");
  const module = new WebAssembly.Module(bytesOf(simdBinary));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const functions = exports as unknown as SimdFunctions;
  const allocate = (bytes: number): number => {
    const position = owner._malloc(bytes) >>> 0;
    if (position === 0) throw new Error("The heap of the wasm backend is full.");
    return position;
  };
  const productBytes = functions.scratchBytes();
  let held = { bytes: productBytes, position: allocate(productBytes) };
  const description = allocate(4 * DESCRIPTION_INTEGERS);
  return {
    functions,
    productBytes,
    scratch(bytes) {
      if (bytes > held.bytes) {
        owner._free(held.position);
        held = { bytes, position: allocate(bytes) };
      }
      return held.position;
    },
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
    fast: (simd: Simd, call: KernelCall) => TensorInfo | null,
    other: WasmKernel,
  ): WasmKernel =>
  (call) =>
    fast(find(call.backend), call) ?? other(call);
