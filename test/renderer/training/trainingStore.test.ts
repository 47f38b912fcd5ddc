import { beforeEach, describe, expect, it } from "vitest";
import { createDocument } from "../../../engine/document/create.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { ok, type Problem } from "../../../engine/tensor/problem.ts";
import type { DataReport, RunSummary } from "../../../engine/worker/values.ts";
import { createTrainingStore, type TrainingStore } from "../../../renderer/training/trainingStore.ts";
import { createFakeClient, type FakeClient } from "./fakeClient.ts";

const report = (source: string): DataReport => ({
  source,
  title: source,
  task: "classification",
  shape: [1, 28, 28],
  classes: ["a", "b"],
  fingerprint: "f",
  trainCount: 100,
  testCount: 10,
  trainPerClass: [50, 50],
  testPerClass: [5, 5],
  normalization: { mean: [0], std: [1] },
  warnings: [],
});
const problem: Problem = {
  code: "x/y",
  severity: "error",
  path: "",
  message: "No.",
  remedy: "Do.",
  values: {},
  fixes: [],
};
const base = createDocument({ title: "net", summary: "" });
const document: GraphDocument = {
  ...base,
  training: { ...base.training, data: "builtin:glyphs", epochs: 2, batchSize: 20 },
};
const steps = (...numbers: readonly number[]) => {
  const of = (pick: (step: number) => number) => Float64Array.from(numbers, pick);
  return {
    step: of((s) => s),
    epoch: of(() => 1),
    loss: of((s) => 1 / s),
    learningRate: of(() => 0.5),
    elapsedMs: of((s) => 10 * s),
  };
};
const row = (epoch: number) => ({
  epoch,
  step: 5 * epoch,
  loss: 1,
  trainAccuracy: 0.5,
  testLoss: 1,
  testAccuracy: 0.5,
  imagesPerSecond: 10,
  elapsedMs: 50 * epoch,
});

let client: FakeClient;
let store: TrainingStore;
let recovered: boolean[];
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const methods = (): readonly string[] => client.calls.map(({ method }) => method);

beforeEach(() => {
  client = createFakeClient();
  recovered = [];
  client.answer("openBackend", ok({ name: "wasm", description: "", software: false, reason: "" }));
  client.answer("openData", ok(report("builtin:glyphs")));
  client.answer("train", ok(null));
  client.answer("resumeRun", ok(null));
  client.answer("listRuns", []);
  store = createTrainingStore({
    client,
    newRunId: () => "run1",
    backendChoice: () => "auto",
    warn: () => undefined,
    recovered: (_, again) => recovered.push(again),
  });
});

describe("starting", () => {
  it("opens backend and data once, and shows the run", async () => {
    await store.train(document, "net");
    expect(methods()).toEqual(["openBackend", "openData", "train"]);
    expect(store.getState().run).toMatchObject({ id: "run1", state: "starting", totalSteps: 10 });
    client.tell({ type: "done", runId: "run1", reason: "finished", keptStep: 10, problem: null });
    await store.train(document, "net");
    expect(methods().filter((name) => name === "openData")).toHaveLength(1);
  });

  it("says why it did not start, and shows what was there before", async () => {
    client.answer("train", { ok: false, problems: [problem] });
    await store.train(document, "net");
    expect(store.getState()).toMatchObject({ run: null, startProblems: [problem] });
    client.answer("openData", { ok: false, problems: [problem] });
    await store.train({ ...document, training: { ...document.training, data: "folder:x" } }, "net");
    expect(store.getState()).toMatchObject({ dataStatus: "failed", startProblems: [problem] });
  });

  it("keeps files that were chosen for when their source is opened again", async () => {
    const files = [{ path: "a/1.png", file: new Blob(["x"]) }];
    client.answer("openData", ok(report("folder:x")));
    await store.openData({ source: "folder:x", files });
    client.answer("openData", ok(report("builtin:glyphs")));
    await store.openSource("builtin:glyphs");
    await store.openSource("folder:x");
    expect(client.calls.at(-1)?.args).toEqual({ source: "folder:x", files });
    expect(store.getState().knownSources).toEqual(["folder:x", "builtin:glyphs"]);
  });
});

describe("events", () => {
  it("of the run that is shown grow its curves; others are not heard", async () => {
    await store.train(document, "net");
    client.tell({ type: "status", runId: "run1", state: "running" });
    client.tell({ type: "steps", runId: "run1", columns: steps(1, 2, 3) });
    client.tell({ type: "steps", runId: "other", columns: steps(4) });
    client.tell({ type: "epoch", runId: "run1", row: row(1) });
    client.tell({ type: "epoch", runId: "run1", row: { ...row(1), loss: 7 } });
    const { run } = store.getState();
    expect(run).toMatchObject({ state: "running", version: 1, learningRate: 0.5 });
    expect(run?.steps.length).toBe(3);
    expect(run?.epochs.map(({ loss }) => loss)).toEqual([7]);
  });

  it("of kernels that are measured before its first step are told until they are chosen", async () => {
    await store.train(document, "net");
    client.tell({ type: "status", runId: "run1", state: "running" });
    client.tell({ type: "tuning", runId: "run1", progress: { done: 2, total: 9 } });
    expect(store.getState().run).toMatchObject({ state: "running", tuning: { done: 2, total: 9 } });
    client.tell({ type: "tuning", runId: "run1", progress: null });
    expect(store.getState().run?.tuning).toBeNull();
    client.tell({ type: "tuning", runId: "run1", progress: { done: 2, total: 9 } });
    client.tell({ type: "done", runId: "run1", reason: "stopped", keptStep: 0, problem: null });
    expect(store.getState().run?.tuning).toBeNull();
  });

  it("of its health are the lights that are shown", async () => {
    await store.train(document, "net");
    const light = { name: "dead", state: "warning", value: 0.7, threshold: 0.5, path: "act1" } as const;
    client.tell({ type: "health", runId: "run1", report: { step: 26, lights: [light], gradients: [] } });
    expect(store.getState().run?.health?.lights).toEqual([light]);
  });

  it("of an evaluation are no progress of the data", () => {
    client.tell({ type: "progress", task: "evaluation", done: 1, total: 2 });
    expect(store.getState().dataProgress).toBeNull();
    client.tell({ type: "progress", task: "data", done: 1, total: 2 });
    expect(store.getState().dataProgress).toEqual({ done: 1, total: 2, of: "files" });
  });
});

describe("a lost GPU", () => {
  const lose = async (): Promise<void> => {
    client.tell({ type: "lost", reason: "gone" });
    for (let i = 0; i < 5; i++) await settled();
  };

  it("is recovered from twice, with data and run; the third loss ends the run with its numbers", async () => {
    await store.train(document, "net");
    client.tell({ type: "steps", runId: "run1", columns: steps(1, 2) });
    await lose();
    await lose();
    expect(client.restarts).toBe(2);
    expect(methods().filter((name) => name === "resumeRun")).toHaveLength(2);
    expect(store.getState()).toMatchObject({
      backendStatus: "open",
      dataStatus: "open",
      run: { state: "starting" },
    });
    await lose();
    expect(recovered).toEqual([true, true, false]);
    expect(methods().filter((name) => name === "resumeRun")).toHaveLength(2);
    expect(store.getState().run).toMatchObject({ state: "done", ending: "failed" });
    expect(store.getState().run?.steps.length).toBe(2);
  });
});

describe("kept runs", () => {
  const summary: RunSummary = {
    id: "old",
    name: "Old",
    note: "",
    startedAt: "2026-01-01T00:00:00Z",
    document,
    source: "builtin:glyphs",
    classes: ["a", "b"],
    optimizer: "adam",
    seed: 1,
    backend: "wasm",
    ending: null,
    epochs: [],
  };

  it("show their curves, and are resumed on their data", async () => {
    client.answer("readCurves", { steps: steps(1, 2, 3), epochs: [row(1)], health: null });
    await store.resume(summary);
    expect(methods()).toEqual(["openBackend", "openData", "readCurves", "resumeRun"]);
    expect(store.getState().run).toMatchObject({ id: "old", state: "starting" });
    expect(store.getState().run?.steps.length).toBe(3);
  });

  it("that cannot be resumed say so and stay shown", async () => {
    client.answer("readCurves", { steps: steps(1), epochs: [], health: null });
    client.answer("resumeRun", { ok: false, problems: [problem] });
    await store.resume(summary);
    expect(store.getState()).toMatchObject({ run: { id: "old", state: "done" }, startProblems: [problem] });
  });

  it("are out of sight while their deletion can be taken back", async () => {
    client.answer("listRuns", [summary]);
    await store.loadRuns();
    store.hide("old");
    expect(store.getState().runs).toEqual([]);
    await store.loadRuns();
    expect(store.getState().runs).toEqual([]);
    store.unhide("old");
    await settled();
    expect(store.getState().runs).toEqual([summary]);
    expect(methods()).not.toContain("deleteRun");
  });

  it("leave the charts when deleted", async () => {
    client.answer("readCurves", { steps: steps(1), epochs: [], health: null });
    client.answer("deleteRun", null);
    await store.show(summary);
    store.hide("old");
    await store.remove(summary);
    expect(store.getState().run).toBeNull();
    expect(methods()).toContain("deleteRun");
  });

  it("stay where they were shown again before their deletion was due", async () => {
    client.answer("listRuns", [summary]);
    store.hide("old");
    store.unhide("old");
    await store.remove(summary);
    expect(methods()).not.toContain("deleteRun");
  });
});

describe("a published data set", () => {
  const set = {
    id: "mnist",
    title: "MNIST",
    summary: "",
    source: "idx:mnist",
    bytes: 10,
    kept: 4,
    whole: false,
  };

  it("is fetched, with its bytes told, and opened", async () => {
    client.answer("downloadSet", async () => {
      client.tell({ type: "progress", task: "download", done: 5, total: 10 });
      expect(store.getState().dataProgress).toEqual({ done: 5, total: 10, of: "bytes" });
      return ok(null);
    });
    client.answer("openData", ok(report("idx:mnist")));
    expect(await store.openSet(set)).toBe(true);
    expect(methods()).toEqual(["downloadSet", "openData"]);
    await store.openSet({ ...set, whole: true });
    expect(methods()).toEqual(["downloadSet", "openData", "openData"]);
  });

  it("that cannot be had says why", async () => {
    client.answer("downloadSet", { ok: false, problems: [problem] });
    expect(await store.openSet(set)).toBe(false);
    expect(store.getState()).toMatchObject({
      dataStatus: "failed",
      dataProblems: [problem],
      dataProgress: null,
    });
  });
});

describe("another backend", () => {
  it("is opened in a worker of its own, and the data with the next run", async () => {
    await store.train(document, "net");
    await store.changeBackend();
    expect(client.restarts).toBe(0); // the run in flight keeps its own
    client.tell({ type: "done", runId: "run1", reason: "finished", keptStep: 10, problem: null });
    await store.changeBackend();
    expect(client.restarts).toBe(1);
    expect(store.getState()).toMatchObject({ backendStatus: "open", data: null, dataStatus: "none" });
    await store.train(document, "net");
    expect(methods().slice(-2)).toEqual(["openData", "train"]);
  });
});
