/** WebAssembly in Node, with the binaries of the installed package. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

export function wasmFolder(): string {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  return join(dirname(manifest), "dist", "/");
}

/**
 * The loader of the module makes every uncaught error of the process an abort of its own; what it added is taken away
 * again, so that errors elsewhere keep their meaning.
 */
export async function withoutHooks<T>(load: () => Promise<T>): Promise<T> {
  const before = EVENTS.map((event) => new Set(process.listeners(event as "uncaughtException")));
  const result = await load();
  for (const [i, event] of EVENTS.entries()) {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before[i]?.has(listener)) process.removeListener(event, listener);
    }
  }
  return result;
}
