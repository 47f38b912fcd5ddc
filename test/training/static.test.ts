/** Steps that are recorded and replayed on WebGPU against ordinary ones, and fast kernels against stock ones. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createBatches } from "../../engine/data/batches.ts";
import { memoryDataset } from "../../engine/data/memory.ts";
import type { Batch } from "../../engine/data/types.ts";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { relativeError } from "../../engine/selftest/compare.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import { staticStepper } from "../../engine/training/static/stepper.ts";
import { pipelinedStepper, type StepOutcome, type Stepper } from "../../engine/training/stepper.ts";
import { openTestBackend } from "../support/backends.ts";
import { graphOf, type Layer } from "../support/graphs.ts";
import { optimizerSettings } from "./settings.ts";

const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

const layers: readonly Layer[] = [
  { name: "conv", kind: "conv2d", params: { filters: 5, kernel: [3, 3], padding: [1, 1] } },
  { name: "norm", kind: "batchNorm" },
  { name: "relu", kind: "relu" },
  { name: "drop", kind: "dropout", params: { rate: 0.3 } },
  { name: "pool", kind: "maxPool2d" },
  { name: "flatten", kind: "flatten" },
  { name: "fc", kind: "dense", params: { units: 3 } },
];
const objective = {
  loss: "cross-entropy",
  labelSmoothing: 0,
  task: "classification",
  classes: ["a", "b", "c"],
} as const;

const COUNTS = [6, 6, 6, 4, 6, 6, 6, 4, 6, 6];
function batchOf(step: number, count: number): Batch {
  const random = createRandom(step, "batch");
  return {
    epoch: 0,
    step,
    count,
    pixels: Float32Array.from({ length: count * 8 * 8 * 2 }, () => random.normal()),
    labels: Int32Array.from({ length: count }, () => random.int(3)),
    indices: Int32Array.from({ length: count }, (_, i) => i),
  };
}

/** Two epochs of four batches and a partial one, as they were read or finished in JavaScript. */
async function augmented(leaveImages: boolean, seed = 5): Promise<readonly Batch[]> {
  const random = createRandom(seed, "images");
  const part = {
    pixels: Float32Array.from({ length: 27 * 128 }, random.next),
    labels: Int32Array.from({ length: 27 }, () => random.int(3)),
  };
  const { info, train: split } = memoryDataset({
    title: "random",
    shape: [2, 8, 8],
    classes: objective.classes,
    train: part,
    test: part,
  });
  const augment = { flip: 0.5, crop: 2, rotation: 10, color: 0.3, cutout: 3, mixup: 0.3 };
  const normalization = { mean: [0.5, 0.4], std: [0.3, 0.25] };
  const fixed = { info, split, seed, augment, normalization, leaveImages };
  const batches: Batch[] = [];
  for (const epoch of [0, 1]) {
    for await (const batch of createBatches({ ...fixed, batchSize: 6, order: "shuffled", epoch })) {
      batches.push(batch);
    }
  }
  return batches;
}

interface Trained {
  readonly losses: readonly number[];
  /** Weights and running statistics, one after the other. */
  readonly weights: readonly Float32Array[];
  readonly slots: readonly Float32Array[];
  readonly replays: number;
}
type Make = (options: Parameters<typeof pipelinedStepper>[0]) => Stepper & { readonly replays?: number };

const replayed: Make = (options) => {
  const onRefusal = (reason: string): never => {
    throw new Error(reason);
  };
  return staticStepper({ ...options, onRefusal }, tf.backend() as unknown as WebGPUBackend, 2);
};
const ordinary: Make = (options) => pipelinedStepper(options, 1);

const newModel = (network = layers): Model => buildModel({ ...graphOf([2, 8, 8], network), seed: 4 });

async function train(
  make: Make,
  settings: OptimizerSettings,
  clipNorm: number,
  around: (step: number, model: Model) => Promise<void> = async () => {},
  batches: readonly Batch[] = COUNTS.map((count, step) => batchOf(step, count)),
): Promise<Trained> {
  const model = newModel();
  const optimizer = createOptimizer(settings);
  const stepper = make({ model, optimizer, objective, clipNorm });
  const outcomes: StepOutcome[] = [];
  for (const [step, batch] of batches.entries()) {
    const request = { batch, lr: 0.02 / (1 + step), dropout: { seed: 1, step: 100 + step } };
    outcomes.push(...(await stepper.take(request)));
    await around(step, model);
  }
  outcomes.push(...(await stepper.drain()));
  const { step, slots } = await optimizer.readState();
  expect(step).toBe(batches.length);
  const weights = await model.readWeights();
  const sorted = [...slots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot.data);
  const replays = stepper.replays ?? 0;
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  return {
    losses: outcomes.map(({ loss }) => loss),
    weights: [...weights.values()].map(({ data }) => data),
    slots: sorted,
    replays,
  };
}

function expectAlike(actual: Trained, expected: Trained, tolerance: number): void {
  expect(actual.losses).toHaveLength(expected.losses.length);
  expect(relativeError(actual.losses, expected.losses)).toBeLessThan(tolerance);
  for (const [i, values] of [...expected.weights, ...expected.slots].entries()) {
    const own = [...actual.weights, ...actual.slots][i] ?? [];
    expect(relativeError(own, values)).toBeLessThan(tolerance);
  }
}

const OPTIMIZERS: Readonly<Record<string, Partial<OptimizerSettings>>> = {
  SGD: { weightDecay: 0.01 },
  momentum: { momentum: 0.9 },
  "Nesterov momentum": { momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  Adam: { type: "adam", weightDecay: 0.01 },
  AdamW: { type: "adamw", weightDecay: 0.01 },
  RMSprop: { type: "rmsprop", momentum: 0.5 },
};

describe.skipIf(backend === null)("static steps on WebGPU", () => {
  test.each(Object.entries(OPTIMIZERS))(
    "with %s equal ordinary ones: schedule, dropout, batch norm, partial batches",
    async (_name, changes) => {
      // Adam's first steps divide rounding by rounding: a larger epsilon keeps the comparison meaningful.
      const settings = optimizerSettings({ epsilon: 1e-4, ...changes });
      const before = tf.memory().numTensors;
      const actual = await train(replayed, settings, 0);
      expect(tf.memory().numTensors).toBe(before);
      expectAlike(actual, await train(ordinary, settings, 0), 1e-5);
      // The first two are recorded, two are partial.
      expect(actual.replays).toBe(6);
    },
  );

  test("augment on the device: what ordinary ones do, and what JavaScript does, with mix-up and a partial batch", async () => {
    const left = await augmented(true);
    const settings = optimizerSettings({ momentum: 0.9 });
    const how = [settings, 0, undefined, left] as const;
    const actual = await train(replayed, ...how);
    expectAlike(actual, await train(ordinary, ...how), 1e-5);
    // The bias in front of batch norm has no gradient but rounding, which its slots hold.
    const finished = await train(ordinary, settings, 0, undefined, await augmented(false));
    expectAlike({ ...actual, slots: [] }, { ...finished, slots: [] }, 1e-5);
    // The first two are recorded, two are partial.
    expect(actual.replays).toBe(left.length - 4);
  });

  test("are not replayed for batches with other settings", async () => {
    const [first, second] = [await augmented(true, 5), await augmented(true, 6)];
    const batches = [...first.slice(0, 3), ...second.slice(0, 3), ...first.slice(0, 1)];
    const settings = optimizerSettings({ momentum: 0.9 });
    const actual = await train(replayed, settings, 0, undefined, batches);
    expectAlike(actual, await train(ordinary, settings, 0, undefined, batches), 1e-5);
    expect(actual.replays).toBe(2);
  });

  test("clip gradients as ordinary ones do", async () => {
    const settings = optimizerSettings({ momentum: 0.9 });
    expectAlike(await train(replayed, settings, 0.5), await train(ordinary, settings, 0.5), 1e-5);
  });

  test("see weights that were read, and written, between them", async () => {
    const settings = optimizerSettings({ momentum: 0.9 });
    const disturb = async (step: number, model: Model): Promise<void> => {
      const weights = await model.readWeights();
      if (step !== 6) return;
      model.writeWeights(
        new Map([...weights].map(([path, w]) => [path, { ...w, data: w.data.map((v) => v / 2) }])),
      );
    };
    const [actual, expected] = [
      await train(replayed, settings, 0, disturb),
      await train(ordinary, settings, 0, disturb),
    ];
    expectAlike(actual, expected, 1e-5);
  });

  test("leave no trace of a step whose loss is not finite, nor of those behind it", async () => {
    // Pooling may pass over what is not a number, so there is none.
    const model = newModel(layers.filter(({ kind }) => kind === "flatten" || kind === "dense"));
    const optimizer = createOptimizer(optimizerSettings({ momentum: 0.9 }));
    const stepper = replayed({ model, optimizer, objective, clipNorm: 0 });
    const request = (step: number) => ({ batch: batchOf(step, 6), lr: 0.01, dropout: { seed: 1, step } });
    for (let step = 0; step < 5; step++) await stepper.take(request(step));
    await stepper.drain();
    const before = await model.readWeights();
    const bad = request(5);
    bad.batch.pixels.fill(Number.NaN);
    const outcomes = [
      ...(await stepper.take(bad)),
      ...(await stepper.take(request(6))),
      ...(await stepper.take(request(7))),
      ...(await stepper.drain()),
    ];
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]?.loss).toBeNaN();
    expect(optimizer.step).toBe(5);
    expect(await model.readWeights()).toEqual(before);
    const after = [...(await stepper.take(request(8))), ...(await stepper.drain())];
    expect(after[0]?.loss).toBeGreaterThan(0);
    expect(await model.readWeights()).not.toEqual(before);
    stepper.dispose();
    optimizer.dispose();
    model.dispose();
  });

  test("are given up, and said to be, where a layer cannot be recorded", async () => {
    const model = newModel();
    const optimizer = createOptimizer(optimizerSettings());
    const reasons: string[] = [];
    const options = {
      optimizer,
      objective,
      clipNorm: 0,
      onRefusal: (reason: string) => reasons.push(reason),
    };
    let steps = 0;
    // Another constant every time: two recordings never agree.
    const restless: Model = {
      ...model,
      forward(x, how) {
        steps += 1;
        const noise = tf.tensor1d([steps, 0]);
        return model.forward(tf.add(x, tf.mul(noise, 1e-3)), how);
      },
    };
    const gpu = tf.backend() as unknown as WebGPUBackend;
    const stepper = staticStepper({ ...options, model: restless }, gpu, 1);
    const outcomes: StepOutcome[] = [];
    for (let step = 0; step < 6; step++) {
      outcomes.push(
        ...(await stepper.take({ batch: batchOf(step, 6), lr: 0.01, dropout: { seed: 1, step } })),
      );
    }
    outcomes.push(...(await stepper.drain()));
    expect(reasons).toEqual(["two steps did not do the same"]);
    expect(stepper.replays).toBe(0);
    expect(outcomes.map(({ loss }) => Number.isFinite(loss))).toEqual(Array(6).fill(true));
    stepper.dispose();
    optimizer.dispose();
    model.dispose();
  });

  test("with fast kernels equal ordinary ones with stock kernels over 20 steps", async () => {
    const { registerWebgpuKernels } = await import("../../engine/kernels/webgpu/register.ts");
    const run = async (make: Make): Promise<Trained> => {
      const first = await train(make, optimizerSettings({ momentum: 0.9 }), 0);
      const second = await train(make, optimizerSettings({ type: "adam", epsilon: 1e-3 }), 0);
      return {
        losses: [...first.losses, ...second.losses],
        weights: [...first.weights, ...second.weights],
        // The bias in front of batch norm has no gradient but rounding, which its slots hold.
        slots: [],
        replays: 0,
      };
    };
    const fast = await run(replayed);
    registerWebgpuKernels({ fast: false });
    const stock = await run(ordinary);
    registerWebgpuKernels();
    expect(fast.losses).toHaveLength(20);
    expectAlike(fast, stock, 1e-4);
  });
});
