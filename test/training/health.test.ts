import { memory, norm, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { createBatches } from "../../engine/data/batches.ts";
import type { Batch } from "../../engine/data/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";
import {
  freshHistory,
  type HealthHistory,
  judge,
  MEASURE_EVERY,
  withLoss,
} from "../../engine/training/health/judge.ts";
import { createProbe, describeMeasure } from "../../engine/training/health/probe.ts";
import type { HealthEvent, HealthMeasure, Light, LightName } from "../../engine/training/health/types.ts";
import { computeGradients } from "../../engine/training/step.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import { analyse, build, chain } from "./networks.ts";
import { lossesOf, metricsOf, smallDocument, smallRun, smallSettings, stripes } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

const objective = {
  loss: "cross-entropy",
  labelSmoothing: 0,
  task: "classification",
  classes: ["a", "b", "c"],
} as const;

async function firstBatch(): Promise<Batch> {
  const { info, train } = stripes(16, 0);
  const normalization = { mean: [0.4], std: [0.25] };
  const options = {
    info,
    split: train,
    batchSize: 16,
    order: "sequential",
    seed: 1,
    epoch: 0,
    normalization,
  } as const;
  for await (const batch of createBatches(options)) return batch;
  throw new Error("There is no batch.");
}

/** Measures one step, and compares its loss and gradients with those of a step that is not measured. */
async function measureStep(document: GraphDocument, model: Model): Promise<HealthMeasure> {
  const batch = await firstBatch();
  const probe = createProbe(analyse(document).expanded.nodes, model.variables);
  const before = memory().numTensors;
  let measured: HealthMeasure | null = null;
  tidy(() => {
    const plain = computeGradients(model, batch, objective, { seed: 7, step: 0 });
    const probed = computeGradients(model, batch, objective, { seed: 7, step: 0 }, probe);
    const values = probed.readout.dataSync();
    expect([...values.slice(0, 2)]).toEqual([...plain.readout.dataSync()]);
    const found = describeMeasure(probe, values.slice(2));
    for (const { path, norm: own } of found.gradients) {
      const squares = [...plain.grads].filter(
        ([weight]) => weight.slice(0, weight.lastIndexOf(".")) === path,
      );
      const sum = squares.reduce(
        (total, [, gradient]: readonly [string, Tensor]) =>
          total + (norm(gradient).dataSync()[0] ?? Number.NaN) ** 2,
        0,
      );
      expect(own / Math.sqrt(sum)).toBeCloseTo(1, 5);
    }
    measured = found;
    probed.applyUpdates();
  });
  expect(memory().numTensors).toBe(before);
  if (measured === null) throw new Error("Nothing was measured.");
  return measured;
}

const sandwich = (activation: "relu" | "sigmoid" | "tanh"): GraphDocument =>
  chain(
    [1, 4, 4],
    [
      ["conv", "conv2d", { filters: 4, kernel: [3, 3], padding: [1, 1] }],
      ["act", activation],
      ["flatten", "flatten"],
      ["fc", "dense", { units: 3 }],
    ],
  );

describe("a measured step", () => {
  useBackend("cpu");
  it("has the norms of its gradients, layer by layer and together, and changes nothing", async () => {
    const document = smallDocument();
    const model = build(document);
    const { gradients, gradientNorm } = await measureStep(document, model);
    expect(gradients.map(({ path }) => path)).toEqual(["conv", "norm", "fc"]);
    expect(gradientNorm).toBeCloseTo(Math.hypot(...gradients.map(({ norm: own }) => own)), 6);
    expect(gradientNorm).toBeGreaterThan(0);
    model.dispose();
  });

  it("counts the ReLU channels that are zero for the whole batch", async () => {
    const document = sandwich("relu");
    const model = build(document);
    const bias = Float32Array.from([-1e3, 1e3, -1e3, 1e3]);
    model.writeWeights(new Map([["conv.bias", { shape: [4], data: bias }]]));
    const { dead, saturated } = await measureStep(document, model);
    expect(dead).toEqual([{ path: "act", share: 0.5 }]);
    expect(saturated).toEqual([]);
    model.dispose();
  });

  it.each(["sigmoid", "tanh"] as const)("counts the values of a %s where it is flat", async (activation) => {
    const document = sandwich(activation);
    const model = build(document);
    const flat = Float32Array.from([-1e3, 1e3, 1e3, 0]);
    model.writeWeights(new Map([["conv.bias", { shape: [4], data: flat }]]));
    const { saturated } = await measureStep(document, model);
    expect(saturated[0]?.path).toBe("act");
    expect(saturated[0]?.share).toBeGreaterThanOrEqual(0.75);
    expect(saturated[0]?.share).toBeLessThan(0.9);
    model.dispose();
  });
});

const calm: HealthMeasure = {
  gradientNorm: 1,
  gradients: [
    { path: "a", norm: 0.8, rms: 0.1 },
    { path: "b", norm: 0.6, rms: 0.2 },
  ],
  dead: [{ path: "relu", share: 0.1 }],
  saturated: [],
};
const named = (lights: readonly Light[], name: LightName): Light => {
  const found = lights.find((light) => light.name === name);
  if (found === undefined) throw new Error(`No light ${name}`);
  return found;
};
/** After so many calm measurements with a loss of 1 between them. */
function calmHistory(measurements: number): HealthHistory {
  let history = freshHistory;
  for (let i = 0; i < measurements; i++) ({ history } = judge(withLoss(history, 1), calm));
  return history;
}

describe("lights", () => {
  it("are not lit, and not called good, by what was not measured", () => {
    const { lights } = judge(withLoss(freshHistory, 2.3), calm);
    expect(lights.map(({ name, state }) => [name, state])).toEqual([
      ["loss", "unmeasured"],
      ["gradient", "unmeasured"],
      ["vanishing", "good"],
      ["dead", "good"],
      ["saturated", "absent"],
    ]);
  });

  it("are all good in a calm run", () => {
    const { lights } = judge(withLoss(calmHistory(6), 1), {
      ...calm,
      saturated: [{ path: "s", share: 0.2 }],
    });
    expect(lights.map(({ state }) => state)).toEqual(["good", "good", "good", "good", "good"]);
  });

  it("warn of an exploding gradient with its norm, ten times the median, and the worst layer", () => {
    const { lights } = judge(calmHistory(5), { ...calm, gradientNorm: 10.5 });
    expect(named(lights, "gradient")).toMatchObject({
      state: "warning",
      value: 10.5,
      threshold: 10,
      path: "a",
    });
    expect(named(judge(calmHistory(5), { ...calm, gradientNorm: 9.5 }).lights, "gradient").state).toBe(
      "good",
    );
    expect(named(judge(freshHistory, { ...calm, gradientNorm: Number.NaN }).lights, "gradient").state).toBe(
      "warning",
    );
  });

  it("warn of a layer whose gradients vanish", () => {
    const gradients = [
      { path: "first", norm: 1e-6, rms: 1e-6 },
      { path: "last", norm: 1, rms: 0.1 },
    ];
    expect(named(judge(freshHistory, { ...calm, gradients }).lights, "vanishing")).toMatchObject({
      state: "warning",
      path: "first",
      threshold: 1e-4,
    });
    const still = gradients.map((gradient) => ({ ...gradient, rms: 0 }));
    expect(named(judge(freshHistory, { ...calm, gradients: still }).lights, "vanishing").state).toBe(
      "warning",
    );
  });

  it("warn of dead units and of saturation at the worst node", () => {
    const dead = [
      { path: "r1", share: 0.2 },
      { path: "r2", share: 0.75 },
    ];
    const saturated = [
      { path: "s1", share: 0.6 },
      { path: "s2", share: 0.1 },
    ];
    const { lights } = judge(freshHistory, { ...calm, dead, saturated });
    expect(named(lights, "dead")).toMatchObject({ state: "warning", value: 0.75, path: "r2" });
    expect(named(lights, "saturated")).toMatchObject({ state: "warning", value: 0.6, path: "s1" });
  });

  it("warn when the loss has more than doubled over its best", () => {
    let history = calmHistory(3);
    for (const loss of [2, 2.5]) history = withLoss(history, loss);
    expect(named(judge(history, calm).lights, "loss")).toMatchObject({
      state: "warning",
      value: 2.25,
      threshold: 2,
    });
  });
});

describe("a run", () => {
  useBackend("cpu");
  const long = { settings: smallSettings({ epochs: 10 }) };
  const events: HealthEvent[] = [];

  it("measures its first step and then every 25th, and keeps the measurements", async () => {
    const small = smallRun({ ...long, onHealth: (event) => void events.push(event) });
    await small.start();
    const steps = lossesOf(small.events).length;
    expect(events.map(({ step }) => step)).toEqual([1, 26, 51]);
    expect(steps).toBeGreaterThanOrEqual(51);
    expect(MEASURE_EVERY).toBe(25);
    const text = new TextDecoder().decode((await small.store.read("health.jsonl")) ?? new Uint8Array());
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(JSON.parse(JSON.stringify(events)));
    expect((await metricsOf(small.store)).every(({ type }) => type === "step" || type === "epoch")).toBe(
      true,
    );
  });

  it("that was cut off has the same measurements after its resume", async () => {
    const store = memoryStore();
    const first = smallRun({
      ...long,
      store,
      onEvent: (event) => void (event.type === "step" && event.step === 30 && first.run.stop()),
    });
    await first.start();
    const second = smallRun({ ...long, store, resume: true });
    await second.start();
    const text = new TextDecoder().decode((await store.read("health.jsonl")) ?? new Uint8Array());
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(JSON.parse(JSON.stringify(events)));
  });
});
