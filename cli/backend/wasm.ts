/** WebAssembly in Node: the binaries of the installed package, threads as worker threads. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ThreadTask } from "../../engine/kernels/wasm/simd.ts";
import { noThreads, type ThreadHost } from "../../engine/kernels/wasm/threads.ts";
import type { WasmHost } from "../../engine/worker/backend.ts";

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;
/** More gain little, as the memory is shared by all. */
const MOST_THREADS = 8;

/** Where the binaries lie. */
export function wasmFolder(): string {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  return join(dirname(manifest), "dist");
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

/** The whole of what a thread runs, so that it needs no file beside the bundle; all else is in the module. */
const THREAD = `
const { parentPort, workerData: { module, memory, control, scratch } } = require("node:worker_threads");
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage("ready");
exports.serve(control, scratch);
`;

const startThread = (task: ThreadTask): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { eval: true, workerData: task });
    worker.once("message", () => {
      // A thread that waits for work keeps no program from ending.
      worker.unref();
      resolve();
    });
    worker.once("error", reject);
  });

/** `wanted` threads; by default as many as there are processors, or as LAYERLOOM_THREADS says. */
export function nodeThreads(wanted?: number): ThreadHost {
  const asked = wanted ?? Number(process.env.LAYERLOOM_THREADS ?? availableParallelism());
  const count = Math.min(Math.max(1, Math.trunc(asked) || 1), MOST_THREADS);
  return count === 1 ? noThreads() : { count, start: startThread };
}

export const nodeWasmHost = (threads?: number): WasmHost => ({
  binary: (name) => readFile(join(wasmFolder(), name)),
  threads: () => nodeThreads(threads),
  around: withoutHooks,
});
