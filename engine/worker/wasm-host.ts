/** WebAssembly in a browser's worker: binaries by URL, threads as workers of their own. */
import type { ThreadHost } from "../kernels/wasm/threads.ts";
import { noThreads } from "../kernels/wasm/threads.ts";
import type { WasmHost } from "./backend.ts";

/** More gain little, as the memory is shared by all. */
const MOST_THREADS = 8;

function threads(): ThreadHost {
  if (!globalThis.crossOriginIsolated) return noThreads("the page is not isolated from other origins");
  const count = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  return {
    count,
    start: (task) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./wasm-thread.ts", import.meta.url), { type: "module" });
        worker.onmessage = () => resolve();
        worker.onerror = ({ message }) => reject(new Error(`a thread did not start: ${message}`));
        worker.postMessage(task);
      }),
  };
}

/** `urls` by the names of the files. */
export const browserWasmHost = (urls: Readonly<Record<string, string>>): WasmHost => ({
  async binary(name) {
    const url = urls[name];
    if (url === undefined) throw new Error(`${name} is not among the files of this page`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${name} could not be fetched: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
  threads,
  around: (load) => load(),
});
