/** The engine in a browser's worker. The only module that posts messages. */
import wasmPlain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import wasmSimd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import manifest from "../../package.json" with { type: "json" };
import { browserBackendPorts } from "./backend.ts";
import type { WorkerContext } from "./context.ts";
import type { Handlers } from "./handlers.ts";
import { createHandlers } from "./methods.ts";
import { createModelCache } from "./model-cache.ts";
import type { Call, FromWorker, MethodName } from "./protocol.ts";
import { databaseStore, openRunDatabase, runIds, runPaths } from "./run-database.ts";
import { browserSetStore } from "./set-store.ts";
import { browserWasmHost } from "./wasm-host.ts";

const send = (message: FromWorker, transfer: readonly Transferable[] = []): void =>
  self.postMessage(message, { transfer: [...transfer] });

async function openHandlers(): Promise<Handlers> {
  const database = await openRunDatabase();
  const measured = await openRunDatabase("layerloom-kernels");
  const context: WorkerContext = {
    backends: browserBackendPorts(
      browserWasmHost({
        "tfjs-backend-wasm.wasm": wasmPlain,
        "tfjs-backend-wasm-simd.wasm": wasmSimd,
      }),
    ),
    engineVersion: manifest.version,
    onnxRuntime: async () => (await import("./export/onnx-runtime.ts")).onnxRuntime,
    store: (runId) => databaseStore(database, runId),
    runIds: () => runIds(database),
    runPaths: (runId) => runPaths(database, runId),
    sets: browserSetStore(),
    tuningStore: databaseStore(measured, "kernels"),
    emit: send,
    backend: null,
    lost: false,
    dataset: null,
    inUse: new Set(),
    resize: null,
    normalization: null,
    live: new Map(),
    models: createModelCache(),
  };
  return createHandlers(context);
}

/** Messages that come while this is under way must find their handler set, so nothing here waits at the top level. */
const ready = openHandlers();

/** The protocol pairs each method with its arguments; the pair is lost where all methods are treated alike. */
async function handle(call: Call): Promise<unknown> {
  const handlers = await ready;
  return (handlers[call.method] as (args: Call["args"]) => Promise<unknown>)(call.args);
}

self.onmessage = ({ data }: MessageEvent<Call<MethodName>>) => {
  handle(data).then(
    (value) => send({ type: "reply", id: data.id, value }),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      console.error(error);
      send({ type: "failure", id: data.id, message });
    },
  );
};
