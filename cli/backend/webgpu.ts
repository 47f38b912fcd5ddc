/** WebGPU in Node through Dawn (the optional package `webgpu`), on whatever Vulkan, Metal or Direct3D driver is there. */

import { describeAdapter } from "../../engine/targets/tfjs/backend/device.ts";
import { backendMessages } from "../../engine/targets/tfjs/backend/messages.ts";
import { openAdapter } from "../../engine/targets/tfjs/backend/open.ts";
import type { BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { fail, ok, problem, type Result } from "../../engine/tensor/problem.ts";

const unavailable = (error: unknown): Result<never> => {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return fail(problem(backendMessages, "backend/no-webgpu", { path: "" }, { reason }));
};

/** tfjs looks for `navigator.gpu` and for WebGPU's constants among the globals, as in a browser. */
async function findGpu(): Promise<GPU> {
  if (globalThis.navigator?.gpu !== undefined) return globalThis.navigator.gpu;
  const { create, globals } = await import("webgpu");
  const gpu = create([]);
  Object.assign(globalThis, globals);
  // Node 21 and later have a navigator without a GPU; older ones have none.
  if (globalThis.navigator === undefined) {
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  } else {
    Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
  }
  return gpu;
}

async function findAdapter(): Promise<Result<GPUAdapter>> {
  try {
    const gpu = await findGpu();
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter === null
      ? fail(problem(backendMessages, "backend/no-adapter", { path: "" }))
      : ok(adapter);
  } catch (error) {
    return unavailable(error);
  }
}

export const webgpuPort = (): BackendPort => ({
  name: "webgpu",
  async probe() {
    const adapter = await findAdapter();
    return adapter.ok ? ok({ name: "webgpu", ...describeAdapter(adapter.value) }) : adapter;
  },
  async open() {
    const adapter = await findAdapter();
    if (!adapter.ok) return adapter;
    const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
    const { registerWebgpuKernels } = await import("../../engine/kernels/webgpu/register.ts");
    registerWebgpuKernels();
    return openAdapter(adapter.value, (device, info) => new WebGPUBackend(device, info));
  },
});
