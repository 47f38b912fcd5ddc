/** WebAssembly in Node, with the binaries of the installed package. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { failure, openBackend } from "../../engine/targets/tfjs/backend/open.ts";
import type { BackendInfo, BackendPort } from "../../engine/targets/tfjs/backend/types.ts";
import { ok } from "../../engine/tensor/problem.ts";

/** The heap of a 32-bit WebAssembly module, less what the program itself takes. */
const HEAP_BYTES = 2 ** 31;
const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

async function describe(): Promise<BackendInfo> {
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return { name: "wasm", description: `WebAssembly${simd ? " with SIMD" : ""}, 1 thread`, software: false };
}

/**
 * The loader of the module makes every uncaught error of the process an abort of its own; what it added is taken away
 * again, so that errors elsewhere keep their meaning.
 */
async function withoutHooks<T>(load: () => Promise<T>): Promise<T> {
  const before = EVENTS.map((event) => new Set(process.listeners(event as "uncaughtException")));
  const result = await load();
  for (const [i, event] of EVENTS.entries()) {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before[i]?.has(listener)) process.removeListener(event, listener);
    }
  }
  return result;
}

export const wasmPort = (): BackendPort => ({
  name: "wasm",
  probe: async () => ok(await describe()),
  async open() {
    const info = await describe();
    const factory = tf.findBackendFactory("wasm");
    if (!factory) return failure(info, new Error("its module registered no backend"));
    const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    setWasmPaths(join(dirname(manifest), "dist", "/"));
    registerWasmKernels();
    return openBackend({
      info,
      limits: { maxTensorBytes: HEAP_BYTES, maxBufferBytes: HEAP_BYTES },
      create: () => withoutHooks(async () => factory()),
    });
  },
});
