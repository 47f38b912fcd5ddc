/**
 * Learning-rate range test: the rate grows exponentially from step to step while the loss is watched
 * (Smith 2017, https://arxiv.org/abs/1506.01186). Weights and statistics are put back afterwards.
 */
import { createBatches } from "../data/batches.ts";
import type { Batch, Dataset, Normalization } from "../data/types.ts";
import type { TrainingSettings } from "../document/types.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { fail, ok, type Result } from "../tensor/problem.ts";
import { checkRun } from "./checks.ts";
import { finishesImages } from "./images.ts";
import { createOptimizer } from "./optimizers/optimizer.ts";
import { holdState } from "./optimizers/state-hold.ts";
import { createStepper } from "./stepper.ts";
import { createYielder } from "./yield.ts";

export interface RatePoint {
  readonly learningRate: number;
  readonly loss: number;
  /** Exponentially weighted mean of the losses, corrected for its start. */
  readonly smoothed: number;
}
export interface RateSearch {
  readonly points: readonly RatePoint[];
  /** Where the smoothed loss falls fastest over the logarithm of the rate; `null` where it never falls. */
  readonly suggestion: number | null;
}

export interface RateSearchOptions {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly normalization: Normalization;
  /** From 1e-6 to 10 in 100 steps unless told. */
  readonly from?: number;
  readonly to?: number;
  readonly steps?: number;
  /** Called after each step; `false` breaks the search off with what it has. */
  readonly onPoint?: (point: RatePoint) => boolean;
}

const SMOOTHING = 0.95;
/** The search ends once the smoothed loss is this many times its minimum. */
const DIVERGENCE = 4;

/** Steps through the shuffled training part, over and over where it is short. */
async function* endlessBatches(options: RateSearchOptions): AsyncGenerator<Batch, void, undefined> {
  const { dataset, settings, normalization } = options;
  for (let epoch = 0; ; epoch++) {
    yield* createBatches({
      info: dataset.info,
      split: dataset.train,
      batchSize: settings.batchSize,
      order: "shuffled",
      seed: settings.seed,
      epoch,
      normalization,
      augment: settings.augment,
      leaveImages: finishesImages(),
    });
  }
}

export async function findLearningRate(options: RateSearchOptions): Promise<Result<RateSearch>> {
  const { model, dataset, settings, normalization, from = 1e-6, to = 10, steps = 100 } = options;
  const { info, train } = dataset;
  const problems = checkRun({ model, info, trainingSamples: train.length, settings, normalization });
  if (problems.length > 0) return fail(...problems);

  const held = holdState([...model.variables.values(), ...model.buffers.values()]);
  const optimizer = createOptimizer(settings.optimizer);
  const { loss, labelSmoothing, clipNorm, seed } = settings;
  const objective = { loss, labelSmoothing, task: info.task, classes: info.classes };
  const stepper = createStepper({ model, optimizer, objective, clipNorm });
  const yielder = createYielder();
  const points: RatePoint[] = [];
  let average = 0;
  let lowest = Number.POSITIVE_INFINITY;
  try {
    for await (const batch of endlessBatches(options)) {
      const step = points.length;
      const lr = from * (to / from) ** (step / Math.max(1, steps - 1));
      const taken = await stepper.take({ batch, lr, dropout: { seed, step } });
      const [outcome] = [...taken, ...(await stepper.drain())];
      if (outcome === undefined || !Number.isFinite(outcome.loss)) break;
      average = SMOOTHING * average + (1 - SMOOTHING) * outcome.loss;
      const smoothed = average / (1 - SMOOTHING ** (step + 1));
      lowest = Math.min(lowest, smoothed);
      const point = { learningRate: lr, loss: outcome.loss, smoothed };
      points.push(point);
      const wanted = options.onPoint?.(point) ?? true;
      if (!wanted || points.length >= steps || smoothed > DIVERGENCE * lowest) break;
      await yielder.next();
    }
  } finally {
    held.restore();
    held.release();
    stepper.dispose();
    optimizer.dispose();
    yielder.close();
  }
  return ok({ points, suggestion: steepestDescent(points) });
}

/** Rate at the middle of the steepest fall between neighbouring points. */
export function steepestDescent(points: readonly RatePoint[]): number | null {
  let steepest = 0;
  let suggestion: number | null = null;
  for (let i = 1; i + 1 < points.length; i++) {
    const [before, here, after] = [points[i - 1], points[i], points[i + 1]];
    if (before === undefined || here === undefined || after === undefined) continue;
    const slope = (after.smoothed - before.smoothed) / Math.log(after.learningRate / before.learningRate);
    if (slope < steepest) {
      steepest = slope;
      suggestion = here.learningRate;
    }
  }
  return suggestion;
}
