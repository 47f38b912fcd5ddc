/** The ways to each backend, for any host: what differs between a browser's worker and Node is handed in. */
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { KernelBackend } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "../kernels/wasm/register.ts";
import { describeAdapter } from "../targets/tfjs/backend/device.ts";
import { backendMessages } from "../targets/tfjs/backend/messages.ts";
import { failure, openAdapter, openBackend } from "../targets/tfjs/backend/open.ts";
import type { BackendInfo, BackendPort } from "../targets/tfjs/backend/types.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";

/** The heap of a 32-bit WebAssembly module. */
const WASM_HEAP_BYTES = 2 ** 31;
const UNLIMITED = { maxTensorBytes: Number.POSITIVE_INFINITY, maxBufferBytes: Number.POSITIVE_INFINITY };

/** Plain JavaScript: slow, and always there. */
export function cpuPort(): BackendPort {
  const info: BackendInfo = { name: "cpu", description: "plain JavaScript", software: false };
  return {
    name: "cpu",
    probe: async () => ok(info),
    open: () => openBackend({ info, limits: UNLIMITED, create: () => new MathBackendCPU() }),
  };
}

/** A folder, as a URL or path that ends in a slash, or each of the three binaries by its file name. */
export type WasmPaths = string | Readonly<Record<string, string>>;
type Load = () => Promise<KernelBackend>;

async function describeWasm(): Promise<BackendInfo> {
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return { name: "wasm", description: `WebAssembly${simd ? " with SIMD" : ""}, 1 thread`, software: false };
}

/** `around` runs the loader of the module, which a host may want to watch. */
export function wasmPort(paths: () => WasmPaths, around: (load: Load) => ReturnType<Load>): BackendPort {
  return {
    name: "wasm",
    async probe() {
      if (typeof WebAssembly === "object") return ok(await describeWasm());
      return failure({ name: "wasm" }, "there is no WebAssembly");
    },
    async open() {
      // The threads of the module start from blob URLs, which our content security policy forbids.
      tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      const info = await describeWasm();
      const factory = tf.findBackendFactory("wasm");
      if (!factory) return failure(info, "its module registered no backend");
      const where = paths();
      setWasmPaths(typeof where === "string" ? where : { ...where });
      registerWasmKernels();
      const limits = { maxTensorBytes: WASM_HEAP_BYTES, maxBufferBytes: WASM_HEAP_BYTES };
      return openBackend({ info, limits, create: () => around(async () => factory()) });
    },
  };
}

const noWebgpu = (error: unknown): Result<never> => {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return fail(problem(backendMessages, "backend/no-webgpu", { path: "" }, { reason }));
};

/** `findGpu` gives `navigator.gpu`, which must be in place before tfjs' module is loaded, or throws with the reason. */
export function webgpuPort(findGpu: () => Promise<GPU>): BackendPort {
  const findAdapter = async (): Promise<Result<GPUAdapter>> => {
    try {
      const gpu = await findGpu();
      const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
      if (adapter !== null) return ok(adapter);
      return fail(problem(backendMessages, "backend/no-adapter", { path: "" }));
    } catch (error) {
      return noWebgpu(error);
    }
  };
  return {
    name: "webgpu",
    async probe() {
      const adapter = await findAdapter();
      return adapter.ok ? ok({ name: "webgpu", ...describeAdapter(adapter.value) }) : adapter;
    },
    async open() {
      const adapter = await findAdapter();
      if (!adapter.ok) return adapter;
      const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
      const { registerWebgpuKernels } = await import("../kernels/webgpu/register.ts");
      registerWebgpuKernels();
      return openAdapter(adapter.value, (device, info) => new WebGPUBackend(device, info));
    },
  };
}

async function browserGpu(): Promise<GPU> {
  if (navigator.gpu === undefined) throw new Error("the browser does not offer it, or not on this page");
  return navigator.gpu;
}

/** In a browser's worker. `wasmPaths` are the URLs that the page's server gives the binaries. */
export const browserBackendPorts = (wasmPaths: WasmPaths): readonly BackendPort[] => [
  webgpuPort(browserGpu),
  wasmPort(
    () => wasmPaths,
    (load) => load(),
  ),
  cpuPort(),
];
