/** Where a run stands: plain values, so that a checkpoint holds all of it exactly. */
import { afterEpoch, type EarlyStopping, freshEarlyStopping } from "./early-stopping.ts";
import { freshHistory, type HealthHistory, withLoss } from "./health/judge.ts";
import type { StepOutcome } from "./stepper.ts";

/** Sums over the steps of the present epoch. */
export interface EpochTotals {
  readonly lossSum: number;
  readonly samples: number;
  readonly correct: number;
  /** Time spent in its steps. */
  readonly milliseconds: number;
}
/** Results of the last finished epoch. */
export interface EpochResult {
  readonly loss: number;
  readonly trainAccuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}
export interface Progress {
  /** Finished epochs; the present one counts from 0. */
  readonly epoch: number;
  /** Steps done in the present epoch; all of them while its evaluation is still due. */
  readonly stepInEpoch: number;
  /** Steps of the whole run. */
  readonly step: number;
  readonly totals: EpochTotals;
  /** Without pauses. */
  readonly elapsedMs: number;
  /** Set where the learning rate was changed during the run. */
  readonly baseLr: number | null;
  readonly stopping: EarlyStopping;
  /** The best of the epochs that have a checkpoint at their end. */
  readonly best: { readonly step: number; readonly loss: number } | null;
  readonly last: EpochResult | null;
  readonly health: HealthHistory;
}

const noTotals: EpochTotals = { lossSum: 0, samples: 0, correct: 0, milliseconds: 0 };

export const freshProgress: Progress = {
  epoch: 0,
  stepInEpoch: 0,
  step: 0,
  totals: noTotals,
  elapsedMs: 0,
  baseLr: null,
  stopping: freshEarlyStopping,
  best: null,
  last: null,
  health: freshHistory,
};

export function withStep(
  progress: Progress,
  { batchStep, count, loss, correct }: StepOutcome,
  stepsPerEpoch: number,
  milliseconds: number,
): Progress {
  const { totals, health } = progress;
  return {
    ...progress,
    health: withLoss(health, loss),
    stepInEpoch: batchStep + 1,
    step: progress.epoch * stepsPerEpoch + batchStep + 1,
    totals: {
      lossSum: totals.lossSum + loss * count,
      samples: totals.samples + count,
      correct: totals.correct + correct,
      milliseconds: totals.milliseconds + milliseconds,
    },
    elapsedMs: progress.elapsedMs + milliseconds,
  };
}

/** The loss that tells which epoch is best. */
const judged = (result: EpochResult): number => result.testLoss ?? result.loss;

export function withEpoch(progress: Progress, result: EpochResult, stepsPerEpoch: number): Progress {
  const epoch = progress.epoch + 1;
  return {
    ...progress,
    epoch,
    step: epoch * stepsPerEpoch,
    stepInEpoch: 0,
    totals: noTotals,
    stopping: afterEpoch(progress.stopping, epoch, judged(result)),
    last: result,
  };
}

/** At the end of an epoch that gets a checkpoint. */
export function withBest(progress: Progress): Progress {
  if (progress.last === null) return progress;
  const loss = judged(progress.last);
  const better = progress.best === null || loss < progress.best.loss;
  return better ? { ...progress, best: { step: progress.step, loss } } : progress;
}

export const withTime = (progress: Progress, milliseconds: number): Progress => ({
  ...progress,
  elapsedMs: progress.elapsedMs + milliseconds,
});

/** Mean loss and share of right answers of the present epoch so far; `null` before its first step. */
export function meansOf({ lossSum, samples, correct }: EpochTotals): {
  readonly loss: number;
  readonly accuracy: number;
} | null {
  return samples === 0 ? null : { loss: lossSum / samples, accuracy: correct / samples };
}
