/** The worker's methods over ports in memory: what the page would hear. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeBackendPorts } from "../../cli/backend/index.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Result } from "../../engine/tensor/problem.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { RunStore } from "../../engine/training/types.ts";
import type { WorkerContext } from "../../engine/worker/context.ts";
import type { Handlers } from "../../engine/worker/handlers.ts";
import { createHandlers } from "../../engine/worker/methods.ts";
import { createModelCache } from "../../engine/worker/model-cache.ts";
import type { WorkerEvent } from "../../engine/worker/protocol.ts";
import { template } from "../training/networks.ts";
import { until } from "../training/small-run.ts";

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return result.value;
};

const events: WorkerEvent[] = [];
const stores = new Map<string, RunStore>();
let context: WorkerContext;
let handlers: Handlers;
const small: GraphDocument = (() => {
  const lenet = template("lenet-modern");
  const data = "builtin:glyphs?train=60&test=30";
  return { ...lenet, training: { ...lenet.training, data, epochs: 1, batchSize: 20 } };
})();

beforeAll(async () => {
  const paths = async (runId: string): Promise<readonly string[]> => {
    const store = stores.get(runId);
    const walk = async (folder: string): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const name of (await store?.list(folder)) ?? []) {
        const path = folder === "" ? name : `${folder}/${name}`;
        if ((await store?.read(path)) !== null) found.push(path);
        else found.push(...(await walk(path)));
      }
      return found;
    };
    return walk("");
  };
  context = {
    backends: nodeBackendPorts(),
    engineVersion: "0",
    onnxRuntime: () => Promise.reject(new Error("Nothing here checks ONNX files.")),
    store(runId) {
      const store = stores.get(runId) ?? memoryStore();
      stores.set(runId, store);
      return store;
    },
    runIds: async () => [...stores.keys()],
    runPaths: paths,
    emit: (event) => void events.push(event),
    backend: null,
    lost: false,
    dataset: null,
    resize: null,
    normalization: null,
    live: new Map(),
    models: createModelCache(),
    inUse: new Set(),
  };
  handlers = createHandlers(context);
  value(await handlers.openBackend("wasm"));
  value(await handlers.openData({ source: small.training.data }));
});
afterAll(async () => {
  await context.models.clear();
  await context.backend?.dispose();
});

describe("data", () => {
  it("reports counts, shape and normalisation", async () => {
    const report = value(await handlers.openData({ source: small.training.data }));
    expect(report).toMatchObject({ trainCount: 60, testCount: 30, shape: [1, 28, 28] });
    expect(report.trainPerClass.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(report.normalization.mean).toHaveLength(1);
  });

  it("shows samples as training augments them, and as they are without augmentation", async () => {
    const none = { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 };
    const own = await handlers.tilesOf({ part: "train", indices: [3, 5] });
    const same = await handlers.augmentedTiles({ indices: [3, 5], augment: none, seed: 1, epochs: 2 });
    expect([...(same?.indices ?? [])]).toEqual([3, 3, 5, 5]);
    expect(same?.rgba.slice(0, 28 * 28 * 4)).toEqual(own?.rgba.slice(0, 28 * 28 * 4));
    const turned = await handlers.augmentedTiles({
      indices: [3],
      augment: { ...none, rotation: 40 },
      seed: 1,
      epochs: 1,
    });
    expect(turned?.rgba).not.toEqual(own?.rgba.slice(0, 28 * 28 * 4));
  });
});

describe("a run", () => {
  it("trains, is listed, evaluated, asked and looked into", async () => {
    value(await handlers.train({ runId: "a", name: "first", document: small }));
    expect(context.live.has("a")).toBe(true);
    await until(() => events.some((event) => event.type === "done"));
    await until(() => !context.live.has("a"));
    expect(events.find((event) => event.type === "done")).toMatchObject({ runId: "a", reason: "finished" });

    const [run] = await handlers.listRuns(null);
    expect(run).toMatchObject({ id: "a", name: "first", ending: "finished" });
    const { steps } = await handlers.readCurves("a");
    expect([...steps.step]).toEqual([1, 2, 3]);

    const report = value(await handlers.evaluate({ runId: "a" }));
    expect(report.count).toBe(30);
    expect([...report.indices]).toEqual(Array.from({ length: 30 }, (_, i) => i));
    const sample = { part: "test", index: 4 } as const;
    const said = value(await handlers.predict({ runId: "a", sample }));
    expect(said.top[0]?.index).toBe(report.predicted[4]);
    expect(said.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);

    const looked = value(
      await handlers.inspect({ document: small, runId: "a", sample, paths: ["conv1", "fc3"], channels: 2 }),
    );
    expect(looked.map(({ path, values }) => [path, values.length])).toEqual([
      ["conv1", 2 * 28 * 28],
      ["fc3", 10],
    ]);
    const weights = value(await handlers.readWeights({ document: small, runId: "a", path: "conv2" }));
    expect(weights.map(({ name, shape }) => [name, shape])).toEqual([
      ["weight", [16, 6, 5, 5]],
      ["bias", [16]],
    ]);
    const cam = value(
      await handlers.gradCam({ document: small, runId: "a", sample, path: "conv2", label: null }),
    );
    expect([cam.height, cam.width, cam.label]).toEqual([10, 10, report.predicted[4]]);
    const [file] = await handlers.readRunFiles({ runId: "a", prefix: "weights" });
    expect(file?.path).toBe("weights.safetensors");
  });

  it("shows the first weights of a document that was never trained", async () => {
    const sample = { part: "test", index: 0 } as const;
    const request = { document: small, runId: null, path: "conv1" };
    const [first] = value(await handlers.readWeights(request));
    const [again] = value(await handlers.readWeights(request));
    expect(first?.values).toEqual(again?.values);
    const [trained] = value(await handlers.readWeights({ ...request, runId: "a" }));
    expect(trained?.values).not.toEqual(first?.values);
    expect(value(await handlers.inspect({ ...request, sample, paths: ["conv1"] }))).toHaveLength(1);
  });

  /** The files of run a as another run that began at another time. */
  const folderOf = async (startedAt: string) => {
    const files = await handlers.readRunFiles({ runId: "a", prefix: "" });
    return files.map(({ path, bytes }) => {
      const record = path === "run.json" ? JSON.parse(new TextDecoder().decode(bytes)) : null;
      return { path, file: new Blob([record === null ? bytes : JSON.stringify({ ...record, startedAt })]) };
    });
  };
  const startedAt = "2026-01-02T03:04:05.000Z";

  it("opens from the files of its folder, and goes on as itself", async () => {
    const files = await folderOf(startedAt);
    const stray = [...files, { path: "weights.safetensors.1234", file: new Blob(["half"]) }];
    const kept = value(await handlers.keepRun({ runId: "b", name: "from disk", files: stray }));
    expect(kept).toEqual({ runId: "b", known: false });
    const runs = await handlers.listRuns(null);
    const [own, opened] = ["a", "b"].map((id) => runs.find((run) => run.id === id));
    expect(opened).toEqual({ ...own, id: "b", startedAt });
    expect(await handlers.readCurves("b")).toEqual(await handlers.readCurves("a"));
    expect(await context.runPaths("b")).toEqual(await context.runPaths("a"));
    expect(value(await handlers.evaluate({ runId: "b" }))).toEqual(
      value(await handlers.evaluate({ runId: "a" })),
    );

    const unnamed = (await folderOf("2026-01-02T03:04:06.000Z")).filter(
      ({ path }) => path !== "label.json" && path !== "done.json",
    );
    value(await handlers.keepRun({ runId: "c", name: "from disk", files: unnamed }));
    const third = (await handlers.listRuns(null)).find(({ id }) => id === "c");
    expect(third).toMatchObject({ name: "from disk", ending: null });
    const none = await handlers.keepRun({ runId: "d", name: "photos", files: stray.slice(-1) });
    expect(none.ok ? [] : none.problems.map(({ code }) => code)).toEqual(["run/not-a-run"]);
    expect(await context.runPaths("d")).toEqual([]);
    await handlers.deleteRun("c");
  });

  it("stays one run when its folder is opened again, brought up to date, under the name it was given", async () => {
    const files = await folderOf(startedAt);
    const metrics = await files.find(({ path }) => path === "metrics.jsonl")?.file.text();
    const cut = `${metrics?.trim().split("\n").slice(0, -2).join("\n")}\n`;
    const shorter = files.flatMap((file) =>
      file.path === "done.json"
        ? []
        : [file.path === "metrics.jsonl" ? { ...file, file: new Blob([cut]) } : file],
    );
    await handlers.deleteRun("b");
    value(await handlers.keepRun({ runId: "b", name: "under way", files: shorter }));
    await handlers.describeRun({ runId: "b", name: "mine", note: "" });
    const find = async () => (await handlers.listRuns(null)).filter((run) => run.startedAt === startedAt);
    const [before] = await find();
    expect(before).toMatchObject({ id: "b", name: "mine", ending: null });
    const again = value(await handlers.keepRun({ runId: "x", name: "from disk", files }));
    expect(again).toEqual({ runId: "b", known: true });
    const after = await find();
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: "b", name: "mine", ending: "finished" });
    expect(await handlers.readCurves("b")).toEqual(await handlers.readCurves("a"));
    // What went on here is not taken back.
    value(await handlers.keepRun({ runId: "y", name: "older", files: shorter }));
    expect((await find())[0]).toMatchObject({ id: "b", ending: "finished" });
    await handlers.deleteRun("b");
  });

  it("is renamed and deleted", async () => {
    await handlers.describeRun({ runId: "a", name: "second", note: "good" });
    expect((await handlers.listRuns(null))[0]).toMatchObject({ name: "second", note: "good" });
    await handlers.deleteRun("a");
    expect(await handlers.listRuns(null)).toEqual([]);
  });
});

describe("before a run", () => {
  it("forecasts memory, measures steps, and searches a rate until stopped", async () => {
    const forecast = value(await handlers.forecast({ document: small }));
    expect(forecast.totalBytes).toBeGreaterThan(4 * 61_706);
    expect(forecast.fittingBatchSize).toBeGreaterThan(20);
    const timing = value(await handlers.timeSteps({ document: small }));
    expect(timing.stepMs).toBeGreaterThan(0);
    const search = value(await handlers.findRate({ document: small }));
    const rates = events.filter((event) => event.type === "rate");
    expect(rates).toHaveLength(search.points.length);
    expect(search.points.length).toBeGreaterThan(10);
  });
});

/** As the `train.py` of an exported project wrote it, with PyTorch 1.13. */
describe("a run of a PyTorch project", () => {
  it("opens with its curves, and answers as it did there", async () => {
    const folder = fileURLToPath(new URL("../fixtures/pytorch-run", import.meta.url));
    const files = readdirSync(folder).map((path) => ({
      path,
      file: new Blob([readFileSync(join(folder, path))]),
    }));
    value(await handlers.keepRun({ runId: "torch", name: "pytorch-run", files }));
    const summary = (await handlers.listRuns(null)).find(({ id }) => id === "torch");
    expect(summary).toMatchObject({ name: "pytorch-run", ending: "finished", classes: expect.anything() });
    expect(summary?.backend).toMatch(/^pytorch /);
    const { steps, epochs } = await handlers.readCurves("torch");
    expect(steps.step.length).toBe(60);
    expect(epochs.map(({ testAccuracy }) => testAccuracy)).toEqual([0.44, 0.74, 0.8]);
    value(await handlers.openData({ source: summary?.source ?? "" }));
    const { accuracy } = value(await handlers.evaluate({ runId: "torch" }));
    expect(accuracy).toBeCloseTo(0.8, 5);
    await handlers.deleteRun("torch");
  });
});
