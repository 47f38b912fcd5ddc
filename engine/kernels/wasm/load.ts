/** Loads tfjs' WebAssembly module, with a memory that threads share where they can. */
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import createModule from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
import { type Heap, refuseWhenFull } from "./room.ts";
import { withSharedMemory } from "./sharing.ts";

/** What the loader of the module leaves behind, as far as it is used here. */
interface LoadedModule extends Heap {
  cwrap(name: string, returns: "number" | null, takes: readonly "number"[]): (...args: number[]) => number;
  tfjs?: Readonly<Record<string, (...args: number[]) => number>>;
}
type Loader = (options: {
  locateFile(name: string): string;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<LoadedModule>;

/** The functions of the module that the backend calls by name. */
const BRIDGE = {
  init: ["init", null, []],
  initWithThreadsCount: ["init_with_threads_count", null, ["number"]],
  getThreadsCount: ["get_threads_count", "number", []],
  registerTensor: ["register_tensor", null, ["number", "number", "number"]],
  disposeData: ["dispose_data", null, ["number"]],
  dispose: ["dispose", null, []],
} as const;

/** `binary` is that of one thread: its memory is shared by the change of one byte. A module that fails to load rejects. */
export async function loadBackend(binary: Uint8Array, shared: boolean): Promise<BackendWasm> {
  const bytes = withSharedMemory(binary, shared);
  const load = createModule as unknown as Loader;
  const module = await new Promise<LoadedModule>((resolve, reject) => {
    const loading = load({
      locateFile: (name) => name,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(bytes, imports).then(
          (source) => done(source.instance, source.module),
          (error: unknown) => reject(error),
        );
        return {};
      },
    });
    loading.then(resolve, reject);
  });
  refuseWhenFull(module);
  module.tfjs = Object.fromEntries(
    Object.entries(BRIDGE).map(([name, [exported, returns, takes]]) => [
      name,
      module.cwrap(exported, returns, takes),
    ]),
  );
  return new BackendWasm(module as unknown as BackendWasm["wasm"]);
}
