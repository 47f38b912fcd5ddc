/** What the page hears while the kernels of a run are measured on the device. */
import { afterAll, describe, expect, it, vi } from "vitest";
import { nodeBackendPorts } from "../../cli/backend/index.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { RunStore } from "../../engine/training/types.ts";
import type { WorkerContext } from "../../engine/worker/context.ts";
import { createHandlers } from "../../engine/worker/methods.ts";
import { createModelCache } from "../../engine/worker/model-cache.ts";
import type { WorkerEvent } from "../../engine/worker/protocol.ts";
import { openTestBackend } from "../support/backends.ts";
import { template } from "../training/networks.ts";
import { until } from "../training/small-run.ts";

vi.setConfig({ testTimeout: 300_000 });
const backend = await openTestBackend("webgpu");
afterAll(() => backend?.dispose());

const stores = new Map<string, RunStore>();
const tuningStore = memoryStore();
const events: WorkerEvent[] = [];

/** With a device that says whether a processor plays it. */
function contextOf(software: boolean): WorkerContext {
  return {
    backends: nodeBackendPorts(),
    engineVersion: "0",
    onnxRuntime: () => Promise.reject(new Error("Nothing here checks ONNX files.")),
    store(runId) {
      const store = stores.get(runId) ?? memoryStore();
      stores.set(runId, store);
      return store;
    },
    runIds: async () => [...stores.keys()],
    runPaths: async () => [],
    emit: (event) => void events.push(event),
    backend: backend === null ? null : { ...backend, software },
    lost: false,
    dataset: null,
    resize: null,
    normalization: null,
    tuningStore,
    live: new Map(),
    models: createModelCache(),
    inUse: new Set(),
  };
}

describe.skipIf(backend === null)("a run on WebGPU", () => {
  const lenet = template("lenet-modern");
  const data = "builtin:glyphs?train=64&test=10";
  const document = { ...lenet, training: { ...lenet.training, data, epochs: 1, batchSize: 64 } };

  it.each([
    [true, "tells of no measurements on a driver that plays a GPU on the processor"],
    [false, "tells how far the measurements are on a GPU, and when they are done; Stop ends them"],
  ])("where software is %s, %s", async (software) => {
    events.length = 0;
    const runId = `software ${software}`;
    const handlers = createHandlers(contextOf(software));
    expect((await handlers.openData({ source: data })).ok).toBe(true);
    // A stop that comes while the first product is measured.
    const started = handlers.train({ runId, name: "", document });
    if (!software) {
      await until(() => events.some(({ type }) => type === "tuning"));
      await handlers.stop(runId);
    }
    await started;
    await until(() => events.some(({ type }) => type === "done"));
    const told = events.flatMap((event) => (event.type === "tuning" ? [event.progress] : []));
    if (software) {
      expect(told).toEqual([]);
      expect(await tuningStore.read("kernels.json")).toBeNull();
      return;
    }
    expect(told[0]).toMatchObject({ done: 0 });
    expect(told.at(-1)).toBeNull();
    expect(await tuningStore.read("kernels.json")).not.toBeNull();
  });
});
