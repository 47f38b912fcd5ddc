import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { createBatches } from "../../engine/data/batches.ts";
import type { Batch } from "../../engine/data/types.ts";
import { createOptimizer } from "../../engine/training/optimizers/optimizer.ts";
import {
  immediateStepper,
  pipelinedStepper,
  type StepOutcome,
  type Stepper,
  type StepperOptions,
} from "../../engine/training/stepper.ts";
import { build } from "./networks.ts";
import { smallDocument, smallSettings, stripes } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

const KINDS: readonly (readonly [string, (options: StepperOptions) => Stepper])[] = [
  ["one after the other", immediateStepper],
  ["waiting for each loss", (options) => pipelinedStepper(options, 0)],
  ["one ahead", (options) => pipelinedStepper(options, 1)],
  ["three ahead", (options) => pipelinedStepper(options, 3)],
];

async function batches(): Promise<readonly Batch[]> {
  const { info, train } = stripes(50, 0);
  const all: Batch[] = [];
  for await (const batch of createBatches({
    info,
    split: train,
    batchSize: 8,
    order: "shuffled",
    seed: 1,
    epoch: 0,
    normalization: { mean: [0.4], std: [0.25] },
  })) {
    all.push(batch);
  }
  return all;
}

/** Takes all batches; that of step `poisoned` holds a pixel that is not a number. */
async function takeAll(
  create: (options: StepperOptions) => Stepper,
  poisoned: number,
  until = Number.POSITIVE_INFINITY,
) {
  const model = build(smallDocument());
  const settings = smallSettings();
  const optimizer = createOptimizer(settings.optimizer);
  const objective = { ...settings, task: "classification", classes: ["a", "b", "c"] } as const;
  const stepper = create({ model, optimizer, objective, clipNorm: 1 });
  const outcomes: StepOutcome[] = [];
  for (const batch of await batches()) {
    if (batch.step >= until) break;
    if (batch.step === poisoned) batch.pixels[3] = Number.NaN;
    outcomes.push(...(await stepper.take({ batch, lr: 0.02, dropout: { seed: 1, step: batch.step } })));
    if (outcomes.some(({ loss }) => !Number.isFinite(loss))) break;
  }
  outcomes.push(...(await stepper.drain()));
  const weights = await model.readWeights();
  const state = await optimizer.readState();
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  return { outcomes, weights, state };
}

describe("steppers", () => {
  useBackend("cpu");

  it.each(KINDS)("%s: the same losses and weights, and no tensor left", async (_, create) => {
    const reference = await takeAll(immediateStepper, -1);
    const before = memory().numTensors;
    const result = await takeAll(create, -1);
    expect(result.outcomes).toHaveLength(7);
    expect(result).toEqual(reference);
    expect(memory().numTensors).toBe(before);
  });

  it.each(KINDS)("%s: a loss that is no number leaves the state of the step before it", async (_, create) => {
    const before = memory().numTensors;
    const result = await takeAll(create, 4);
    expect(result.outcomes.map(({ batchStep }) => batchStep)).toEqual([0, 1, 2, 3, 4]);
    expect(result.outcomes[4]?.loss).toBeNaN();
    expect(memory().numTensors).toBe(before);
    const reference = await takeAll(immediateStepper, -1, 4);
    expect(result.weights).toEqual(reference.weights);
    expect(result.state).toEqual(reference.state);
  });
});
