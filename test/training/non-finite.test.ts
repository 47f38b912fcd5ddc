import { describe, expect, it } from "vitest";
import { memoryDataset } from "../../engine/data/memory.ts";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { RunStore } from "../../engine/training/types.ts";
import { chain } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import { lossesOf, metricsOf, smallRun, smallSettings } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

async function savedWeights(store: RunStore) {
  const read = readSafetensors((await store.read("weights.safetensors")) ?? new Uint8Array());
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value.tensors;
}

describe("a loss that is not a finite number", () => {
  useBackend("cpu");

  it("ends the run at that step and keeps the weights before it", async () => {
    const pixels = new Float32Array(40 * 16).fill(0.5);
    pixels[17 * 16 + 2] = Number.NaN;
    const part = { pixels, labels: Int32Array.from({ length: 40 }, (_, i) => i % 3) };
    const dataset = memoryDataset({
      title: "one bad sample",
      shape: [1, 4, 4],
      classes: ["a", "b", "c"],
      train: part,
      test: { pixels: new Float32Array(16), labels: [0] },
    });
    const settings = smallSettings({
      batchSize: 4,
      augment: { ...smallSettings().augment, crop: 0, mixup: 0 },
    });
    const small = smallRun({ dataset, settings });
    const done = await small.start();
    const steps = lossesOf(small.events).length;
    expect(done).toMatchObject({ reason: "non-finite", step: steps, keptStep: steps });
    expect(done.problem).toMatchObject({
      code: "training/non-finite",
      values: { loss: "NaN", step: steps + 1 },
    });
    expect(steps).toBeLessThan(10);
    expect(lossesOf(small.events).every(Number.isFinite)).toBe(true);
    expect(await metricsOf(small.store)).toEqual(small.events.slice(0, -1));

    // the same run, stopped one step earlier
    const other = smallRun({
      dataset,
      settings,
      onEvent: (event) => {
        if (event.type === "step" && event.step === steps) void other.run.stop();
      },
    });
    if (steps === 0) await other.run.stop();
    await other.start();
    expect(await savedWeights(small.store)).toEqual(await savedWeights(other.store));
    for (const { model } of [small, other]) model.dispose();
  });

  // each update multiplies the weights by -1e6: one overflows while the loss that led to it is still finite
  const exploding = {
    document: chain(
      [1, 4, 4],
      [
        ["flatten", "flatten"],
        ["fc", "dense", { units: 3 }],
      ],
    ),
    settings: smallSettings({
      optimizer: optimizerSettings({ lr: 1000, weightDecay: 1000 }),
      schedule: { type: "constant" },
      warmupSteps: 0,
      clipNorm: 0,
      batchSize: 4,
    }),
  } as const;

  it("goes back to a checkpoint where the weights themselves have left the numbers", async () => {
    const small = smallRun({ ...exploding, checkpointEvery: { steps: 1000 } });
    const start = await small.model.readWeights();
    const done = await small.start();
    expect(done).toMatchObject({
      reason: "non-finite",
      keptStep: 0,
      problem: { code: "training/non-finite" },
    });
    expect(done.step).toBeGreaterThan(4);
    expect(await small.model.readWeights()).toEqual(start);
    for (const [path, { data }] of start) {
      expect((await savedWeights(small.store)).get(path)?.data).toEqual(data);
    }
    small.model.dispose();
  });

  it("is not saved as a checkpoint", async () => {
    const small = smallRun({ ...exploding, checkpointEvery: { steps: 1 } });
    const done = await small.start();
    expect(done.problem?.code).toBe("training/non-finite-weights");
    expect(done.keptStep).toBe(done.step - 1);
    const newest = (await small.store.list("checkpoints")).at(-1);
    expect(newest).toBe(`step-${String(done.keptStep).padStart(9, "0")}`);
    for (const { data } of (await savedWeights(small.store)).values()) {
      expect(data.every(Number.isFinite)).toBe(true);
    }
    small.model.dispose();
  });
});

describe("a store that fails", () => {
  useBackend("cpu");

  it("ends the run as failed, with the reason, and gives the error", async () => {
    const store = memoryStore();
    let writes = 0;
    const full = new Error("no space left");
    const small = smallRun({
      store: {
        ...store,
        write: async (path, bytes) => {
          writes++;
          if (writes > 6) throw full;
          await store.write(path, bytes);
        },
      },
    });
    const done = await small.start();
    expect(done).toMatchObject({ reason: "failed", problem: { code: "training/failed" } });
    expect(done.problem?.message).toContain("no space left");
    expect(small.run.error).toBe(full);
    expect(small.run.status).toBe("done");
    small.model.dispose();
  });

  it("an aborted run records and saves nothing more, while running and while paused", async () => {
    const place = { path: "" };
    const lost = problem({ lost: { message: "The GPU is gone.", remedy: "Resume." } }, "lost", place);
    for (const paused of [false, true]) {
      const small = smallRun({
        checkpointEvery: { steps: 1000 },
        onEvent: (event) => {
          if (event.type === "step" && event.step === 5 && !paused) small.run.abort(lost);
        },
      });
      const finished = small.start();
      if (paused) {
        await small.run.pause();
        small.run.abort(lost);
      }
      const done = await finished;
      expect(done).toMatchObject({ reason: "failed", problem: { message: "The GPU is gone." } });
      expect(small.run.status).toBe("done");
      expect(small.run.error).toBeUndefined();
      if (!paused) {
        expect(lossesOf(small.events)).toHaveLength(5);
        expect(await metricsOf(small.store)).toHaveLength(5);
        expect(await small.store.list("checkpoints")).toEqual(["step-000000000"]);
        expect(await small.store.read("weights.safetensors")).toBeNull();
      }
      small.model.dispose();
    }
  });
});
