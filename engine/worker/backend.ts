/** The ways to each backend, for any host: what differs between a browser's worker and Node is handed in. */
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { loadBackend } from "../kernels/wasm/load.ts";
import { registerWasmKernels } from "../kernels/wasm/register.ts";
import { hasSimd } from "../kernels/wasm/simd.ts";
import { noThreads, startThreads, type ThreadHost } from "../kernels/wasm/threads.ts";
import type { WebgpuKernelOptions } from "../kernels/webgpu/register.ts";
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

/** What differs between a browser's worker and Node. */
export interface WasmHost {
  /** The binary of tfjs' module by the name of its file. */
  binary(name: string): Promise<Uint8Array>;
  threads(): ThreadHost;
  /** Runs the loader of the module, which a host may want to watch. */
  around(load: () => Promise<BackendWasm>): Promise<BackendWasm>;
}

const wasmInfo = (simd: boolean, threads: number, reason: string | null): BackendInfo => ({
  name: "wasm",
  description: `WebAssembly${simd ? " with SIMD" : ""}, ${threads === 1 ? "1 thread" : `${threads} threads`}${reason === null ? "" : `, as ${reason}`}`,
  software: false,
});

interface Loaded {
  readonly backend: BackendWasm;
  /** Why its memory is not shared, though it was to be. */
  readonly refusal: string | null;
}

/** A shared memory reserves its largest size at once, which a system may refuse. */
async function loadWasm(host: WasmHost, binary: Uint8Array, shared: boolean): Promise<Loaded> {
  const load = (sharing: boolean) => host.around(() => loadBackend(binary, sharing));
  if (!shared) return { backend: await load(false), refusal: null };
  try {
    return { backend: await load(true), refusal: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { backend: await load(false), refusal: `its memory could not be shared: ${reason}` };
  }
}

export function wasmPort(host: WasmHost): BackendPort {
  return {
    name: "wasm",
    async probe() {
      if (typeof WebAssembly !== "object") return failure({ name: "wasm" }, "there is no WebAssembly");
      const { count, reason } = host.threads();
      return ok(wasmInfo(hasSimd(), count, reason ?? null));
    },
    async open() {
      const simd = hasSimd();
      const threads = simd ? host.threads() : noThreads();
      const find = registerWasmKernels();
      try {
        const binary = await host.binary(`tfjs-backend-wasm${simd ? "-simd" : ""}.wasm`);
        const { backend, refusal } = await loadWasm(host, binary, threads.count > 1);
        const own = simd ? find(backend) : null;
        const reason = refusal ?? (own === null ? null : await startThreads(own, threads));
        return await openBackend({
          info: wasmInfo(simd, own?.threads ?? 1, reason),
          limits: { maxTensorBytes: WASM_HEAP_BYTES, maxBufferBytes: WASM_HEAP_BYTES },
          create: () => backend,
          close: () => own?.stop(),
        });
      } catch (error) {
        return failure({ name: "wasm" }, error);
      }
    },
  };
}

const noWebgpu = (error: unknown): Result<never> => {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return fail(problem(backendMessages, "backend/no-webgpu", { path: "" }, { reason }));
};

/** `findGpu` gives `navigator.gpu`, which must be in place before tfjs' module is loaded, or throws with the reason. */
export function webgpuPort(findGpu: () => Promise<GPU>, kernels: WebgpuKernelOptions = {}): BackendPort {
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
      registerWebgpuKernels(kernels);
      return openAdapter(adapter.value, (device, info) => new WebGPUBackend(device, info));
    },
  };
}

async function browserGpu(): Promise<GPU> {
  if (navigator.gpu === undefined) throw new Error("the browser does not offer it, or not on this page");
  return navigator.gpu;
}

/** In a browser's worker. */
export const browserBackendPorts = (wasm: WasmHost): readonly BackendPort[] => [
  webgpuPort(browserGpu),
  wasmPort(wasm),
  cpuPort(),
];
