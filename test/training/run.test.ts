import { describe, expect, it } from "vitest";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import type { RunStatus } from "../../engine/training/controls.ts";
import { readDone, readRunRecord } from "../../engine/training/run-folder.ts";
import type { RunStore } from "../../engine/training/types.ts";
import { build } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import {
  lossesOf,
  metricsOf,
  smallDocument,
  smallRun,
  smallSettings,
  stepsOf,
  stripes,
  until,
  wait,
} from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

describe("a run", () => {
  useBackend("cpu");

  it("learns, tells every step and epoch, and writes its folder", async () => {
    const small = smallRun({ settings: smallSettings({ epochs: 12, augment: noAugment }) });
    const done = await small.start();
    expect(done).toMatchObject({ reason: "finished", epoch: 12, step: 84, keptStep: 84 });
    expect(done.testAccuracy).toBeGreaterThan(0.9);
    const epochs = small.events.filter((event) => event.type === "epoch");
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual(
      Array.from({ length: 12 }, (_, i) => [i + 1, 7 * (i + 1)]),
    );
    expect(stepsOf(small.events).map(({ step }) => step)).toEqual(
      Array.from({ length: 84 }, (_, i) => i + 1),
    );
    expect(small.events.at(-1)).toEqual(done);
    expect(await metricsOf(small.store)).toEqual(small.events.slice(0, -1));
    expect(await readDone(small.store)).toEqual(done);

    const record = await readRunRecord(small.store);
    if (!record.ok) throw new Error(record.problems[0]?.message);
    expect(record.value).toMatchObject({
      format: "layerloom/run",
      seed: 7,
      backend: "cpu",
      data: { classes: ["left", "right", "both"], normalization: { mean: [0.4], std: [0.25] } },
    });
    expect(record.value.document).toEqual({ ...smallDocument(), training: small.options.settings });

    const weights = readSafetensors((await small.store.read("weights.safetensors")) ?? new Uint8Array());
    if (!weights.ok) throw new Error(weights.problems[0]?.message);
    expect(weights.value.metadata.get("graph")).toMatch(/^[0-9a-f]{64}$/);
    expect(weights.value.tensors.get("conv.weight")?.shape).toEqual([3, 1, 3, 3]);
    expect(weights.value.tensors.get("norm.num_batches_tracked")?.data).toEqual(new Float32Array([84]));
    const own = await small.model.readWeights();
    for (const [path, { data }] of own) expect(weights.value.tensors.get(path)?.data).toEqual(data);
    expect(await small.store.list("checkpoints")).toHaveLength(await kept(small.store));
    expect(await small.store.list("tensorboard")).toEqual(["train", "validation"]);
    small.model.dispose();
  });

  it("takes the last, smaller batch with its own weight in the means", async () => {
    const small = smallRun({ settings: smallSettings({ epochs: 1 }) });
    await small.start();
    const losses = lossesOf(small.events);
    const mean = losses.reduce((sum, loss, i) => sum + loss * (i < 6 ? 8 : 2), 0) / 50;
    const epoch = small.events.find((event) => event.type === "epoch");
    expect(losses).toHaveLength(7);
    expect(epoch?.loss).toBeCloseTo(mean, 12);
    small.model.dispose();
  });

  it("gives the same numbers for the same seed, and others for another", async () => {
    const losses: (readonly number[])[] = [];
    for (const seed of [7, 7, 8]) {
      const small = smallRun({ settings: smallSettings({ seed }) });
      await small.start();
      losses.push(lossesOf(small.events));
      small.model.dispose();
    }
    expect(losses[1]).toEqual(losses[0]);
    expect(losses[2]).not.toEqual(losses[0]);
  });

  it("pauses at a step boundary, stays paused, and goes on as if nothing had been", async () => {
    const unbroken = smallRun();
    await unbroken.start();
    const statuses: RunStatus[] = [];
    const small = smallRun({ onStatus: (status) => statuses.push(status) });
    expect(small.run.status).toBe("idle");
    const finished = small.start();
    await until(() => stepsOf(small.events).length >= 5);
    await small.run.pause();
    expect(small.run.status).toBe("paused");
    const atPause = small.events.length;
    await wait(30);
    expect(small.events).toHaveLength(atPause);
    expect(await metricsOf(small.store)).toEqual(small.events);
    small.run.resume();
    const done = await finished;
    expect(done.reason).toBe("finished");
    expect(lossesOf(small.events)).toEqual(lossesOf(unbroken.events));
    expect(done.elapsedMs).toBeLessThan((unbroken.events.at(-1)?.elapsedMs as number) + 1000);
    expect(statuses).toEqual(["running", "paused", "running", "stopping", "done"]);
    for (const { model } of [unbroken, small]) model.dispose();
  });

  it("stops at the next boundary and keeps what it had, from running and from paused", async () => {
    for (const pausedFirst of [false, true]) {
      const small = smallRun();
      const finished = small.start();
      await until(() => stepsOf(small.events).length >= 9);
      if (pausedFirst) await small.run.pause();
      const stopped = small.run.stop();
      expect(small.run.status).toBe("stopping");
      await stopped;
      expect(small.run.status).toBe("done");
      const done = await finished;
      expect(done.reason).toBe("stopped");
      const steps = stepsOf(small.events).length;
      expect(steps).toBeLessThan(21);
      expect(done).toMatchObject({ step: steps, keptStep: steps });
      expect(await small.store.list("checkpoints")).toContain(`step-${String(steps).padStart(9, "0")}`);
      small.model.dispose();
    }
  });

  it("stops before the first step, and is done where it cannot start", async () => {
    const early = smallRun();
    await early.run.stop();
    const done = await early.start();
    expect(done).toMatchObject({ reason: "stopped", step: 0, epoch: 0, loss: null });
    expect(stepsOf(early.events)).toEqual([]);
    early.model.dispose();

    const wrong = smallRun({ settings: smallSettings({ batchSize: 0, epochs: 1.5 }) });
    const result = await wrong.run.start();
    expect(result.ok).toBe(false);
    expect(result.ok ? [] : result.problems.map(({ path }) => path)).toEqual(["epochs", "batchSize"]);
    expect(wrong.run.status).toBe("done");
    expect(await wrong.store.list("")).toEqual([]);
    wrong.model.dispose();
  });

  it("lets the event loop run between steps", async () => {
    const small = smallRun();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await small.start();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    small.model.dispose();
  });

  it("changes the learning rate during the run and records it", async () => {
    const settings = smallSettings({ schedule: { type: "constant" }, warmupSteps: 0 });
    const small = smallRun({
      settings,
      onEvent: (event) => {
        if (event.type === "step" && event.step === 5) small.run.setLearningRate(0.001);
      },
    });
    await small.start();
    const rates = stepsOf(small.events).map(({ learningRate }) => learningRate);
    expect(rates).toEqual(rates.map((_, i) => (i < 5 ? 0.02 : 0.001)));
    small.model.dispose();
  });

  it("stops early once the test loss no longer falls, with the weights of the best epoch", async () => {
    const settings = smallSettings({
      epochs: 60,
      patience: 2,
      optimizer: optimizerSettings({ lr: 0.5, momentum: 0.9 }),
      schedule: { type: "constant" },
    });
    const small = smallRun({ settings });
    const done = await small.start();
    const epochs = small.events.filter((event) => event.type === "epoch");
    const best = epochs.reduce((a, b) => ((b.testLoss as number) < (a.testLoss as number) ? b : a));
    expect(done.reason).toBe("early-stopping");
    expect(epochs).toHaveLength(best.epoch + 2);
    expect(done.keptStep).toBe(best.step);
    const again = build(smallDocument());
    const saved = readSafetensors((await small.store.read("weights.safetensors")) ?? new Uint8Array());
    if (!saved.ok) throw new Error(saved.problems[0]?.message);
    const name = `step-${String(best.step).padStart(9, "0")}`;
    const kept = readSafetensors(
      (await small.store.read(`checkpoints/${name}/weights.safetensors`)) ?? new Uint8Array(),
    );
    if (!kept.ok) throw new Error(kept.problems[0]?.message);
    for (const [path, { data }] of kept.value.tensors)
      expect(saved.value.tensors.get(path)?.data).toEqual(data);
    small.model.dispose();
    again.dispose();
  });

  it("trains without a test part", async () => {
    const small = smallRun({ dataset: stripes(20, 0), settings: smallSettings({ epochs: 1 }) });
    const done = await small.start();
    expect(small.events.find((event) => event.type === "epoch")).toMatchObject({
      testLoss: null,
      testAccuracy: null,
    });
    expect(done.testAccuracy).toBeNull();
    small.model.dispose();
  });
});

const noAugment = { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 };

/** Two, and that of the best epoch where it is a third. */
async function kept(store: RunStore): Promise<number> {
  const names = await store.list("checkpoints");
  const manifest = await store.read(`checkpoints/${names.at(-1)}/manifest.json`);
  const { state } = JSON.parse(new TextDecoder().decode(manifest ?? new Uint8Array()));
  const best = `step-${String(state.progress.best.step).padStart(9, "0")}`;
  expect(names).toContain(best);
  return names.slice(-2).includes(best) ? 2 : 3;
}
