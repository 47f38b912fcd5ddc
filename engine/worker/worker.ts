/** The engine in a browser's worker. The only module that posts messages. */
import wasmPlain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import wasmSimd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import wasmThreads from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import manifest from "../../package.json" with { type: "json" };
import { browserBackendPorts } from "./backend.ts";
import type { WorkerContext } from "./context.ts";
import { dataMethods } from "./data-methods.ts";
import type { Handlers } from "./handlers.ts";
import { lookMethods } from "./look-methods.ts";
import type { Call, FromWorker, MethodName } from "./protocol.ts";
import { databaseStore, openRunDatabase, runIds, runPaths } from "./run-database.ts";
import { trainMethods } from "./train-methods.ts";

const send = (message: FromWorker, transfer: readonly Transferable[] = []): void =>
  self.postMessage(message, { transfer: [...transfer] });

async function createHandlers(): Promise<Handlers> {
  const database = await openRunDatabase();
  const context: WorkerContext = {
    backends: browserBackendPorts({
      "tfjs-backend-wasm.wasm": wasmPlain,
      "tfjs-backend-wasm-simd.wasm": wasmSimd,
      "tfjs-backend-wasm-threaded-simd.wasm": wasmThreads,
    }),
    engineVersion: manifest.version,
    store: (runId) => databaseStore(database, runId),
    runIds: () => runIds(database),
    runPaths: (runId) => runPaths(database, runId),
    emit: send,
    backend: null,
    dataset: null,
    inUse: new Set(),
  };
  return { ...dataMethods(context), ...trainMethods(context), ...lookMethods(context) };
}

/** Messages that come while this is under way must find their handler set, so nothing here waits at the top level. */
const ready = createHandlers();

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
