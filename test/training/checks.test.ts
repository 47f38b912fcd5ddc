import { describe, expect, it } from "vitest";
import type { DatasetInfo } from "../../engine/data/types.ts";
import { checkRun } from "../../engine/training/checks.ts";
import { createGate } from "../../engine/training/controls.ts";
import { fittingBatchSize, forecastMemory, forecastTime, slotCount } from "../../engine/training/forecast.ts";
import { analyse, template } from "./networks.ts";
import { optimizerSettings, trainingSettings } from "./settings.ts";

const digits: DatasetInfo = {
  source: "memory:",
  title: "digits",
  task: "classification",
  shape: [1, 28, 28],
  classes: [..."0123456789"],
  fingerprint: "",
};
const variables = new Map<string, never>([["w", null as never]]);
const model = { inputShape: [1, 28, 28], outputShape: [10], endsInSoftmax: false, variables };
const whole = {
  model,
  info: digits,
  trainingSamples: 5,
  settings: trainingSettings(),
  normalization: { mean: [0], std: [1] },
};

describe("what must hold before the first step", () => {
  const { classes: _, ...rest } = digits;
  const numbers: DatasetInfo = { ...rest, classes: [], task: "regression", targetShape: [2] };
  const mse = trainingSettings({ loss: "mse" });
  const refused: readonly (readonly [string, Partial<typeof whole>])[] = [
    ["training/input-shape", { info: { ...digits, shape: [1, 32, 32] } }],
    ["training/output-classes", { model: { ...model, outputShape: [9] } }],
    ["training/output-map", { model: { ...model, outputShape: [10, 2, 2] } }],
    ["training/output-target", { info: numbers, settings: mse }],
    ["training/cross-entropy-regression", { info: { ...numbers, targetShape: [10] } }],
    [
      "training/softmax-mse",
      { info: { ...numbers, targetShape: [10] }, settings: mse, model: { ...model, endsInSoftmax: true } },
    ],
    ["training/nothing-to-train", { model: { ...model, variables: new Map<string, never>() } }],
    ["training/no-samples", { trainingSamples: 0 }],
    ["training/normalization", { normalization: { mean: [0, 0], std: [1, 1] } }],
    ["file/out-of-range", { settings: trainingSettings({ epochs: 0 }) }],
    ["file/wrong-type", { settings: trainingSettings({ optimizer: optimizerSettings({ lr: Number.NaN }) }) }],
  ];
  it.each(refused)("%s", (code, changes) => {
    const problems = checkRun({ ...whole, ...changes });
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    for (const { message, remedy } of problems) expect(`${message} ${remedy}`).not.toMatch(/[{}]|undefined/);
  });

  it("accepts what fits, a 1×1 map for classes included", () => {
    expect(checkRun(whole)).toEqual([]);
    expect(checkRun({ ...whole, model: { ...model, outputShape: [10, 1, 1] } })).toEqual([]);
    expect(checkRun({ ...whole, settings: mse })).toEqual([]);
    expect(checkRun({ ...whole, info: { ...numbers, targetShape: [10] }, settings: mse })).toEqual([]);
  });
});

describe("forecasts", () => {
  const { totals } = analyse(template("lenet"));

  it("counts weights, gradients, slots and the activations of a batch", () => {
    const adam = optimizerSettings({ type: "adam" });
    const forecast = forecastMemory(totals, adam, 64);
    const weights = 4 * 44_426;
    expect(forecast).toMatchObject({ weightBytes: weights, gradientBytes: weights, slotBytes: 2 * weights });
    // The gradient of a sigmoid reads its value, that of a convolution its input: most values are kept.
    expect(forecast.activationBytes).toBeGreaterThan(0.7 * 64 * totals.activationBytes);
    expect(forecast.activationBytes).toBeLessThan(1.5 * 64 * totals.activationBytes);
    expect(forecast.totalBytes).toBe(3 * weights + forecast.activationBytes);
    const kinds = [
      optimizerSettings(),
      optimizerSettings({ momentum: 0.9 }),
      adam,
      optimizerSettings({ type: "rmsprop" }),
    ];
    expect(kinds.map(slotCount)).toEqual([0, 1, 2, 1]);
  });

  it("finds the batch size that fits", () => {
    const sgd = optimizerSettings();
    const limit = totals.trainingBytes(100, 0);
    expect(fittingBatchSize(totals, sgd, limit)).toBe(64);
    expect(fittingBatchSize(totals, sgd, limit, null, 0, 16)).toBe(16);
    expect(fittingBatchSize(totals, sgd, 1000)).toBe(0);
  });

  it("scales a measured step to the run", () => {
    const time = forecastTime({ batchSize: 32, stepMs: 10 }, { samples: 640, batchSize: 64, epochs: 3 });
    expect(time).toEqual({ epochMs: 200, runMs: 600, imagesPerSecond: 3200 });
  });
});

describe("the gate of a run", () => {
  it("takes a pause back that has not begun, and obeys a stop while it is pausing", async () => {
    const statuses: string[] = [];
    const gate = createGate((status) => statuses.push(status));
    gate.started();
    void gate.pause();
    gate.resume();
    expect(gate.interrupted).toBe(false);
    const paused = gate.pause();
    const passed = gate.pass(async () => void gate.stop());
    expect(await passed).toBe(false);
    gate.ended();
    await paused;
    expect(statuses).toEqual(["running", "stopping", "done"]);
  });

  it("pauses again after a pause", async () => {
    const gate = createGate();
    gate.started();
    for (let i = 0; i < 2; i++) {
      const paused = gate.pause();
      const passed = gate.pass(async () => {});
      await paused;
      expect(gate.status).toBe("paused");
      gate.resume();
      expect(await passed).toBe(true);
      expect(gate.status).toBe("running");
    }
  });
});
