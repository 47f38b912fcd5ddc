/** A side of `wasm-browser.mjs` in a worker of the page. */
import { noThreads } from "../../engine/kernels/wasm/threads.ts";
import type { WasmHost } from "../../engine/worker/backend.ts";
import { openSide, type Side, type Way } from "./wasm-side.ts";

interface Order {
  readonly way: Way;
  readonly network: string;
  readonly threads: number;
}

const host = (threads: number): WasmHost => ({
  async binary(name) {
    return new Uint8Array(await (await fetch(`/wasm/${name}`)).arrayBuffer());
  },
  threads() {
    if (!globalThis.crossOriginIsolated) return noThreads("the page is not isolated from other origins");
    return {
      count: threads,
      start: (task) =>
        new Promise((resolve, reject) => {
          const worker = new Worker("/wasm-thread.mjs", { type: "module" });
          worker.onmessage = () => resolve();
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(task);
        }),
    };
  },
  around: (load) => load(),
});

let side: Side | null = null;
self.onmessage = async ({ data }: MessageEvent<Order | "act">) => {
  try {
    if (data !== "act") {
      side = await openSide(data.way, data.network, host(data.threads), "/wasm/");
      self.postMessage({ backend: side.backend });
      return;
    }
    const started = performance.now();
    await side?.act();
    self.postMessage({ ms: performance.now() - started });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
