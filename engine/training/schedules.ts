/** Learning-rate schedules as pure functions of the step. */
import type { ScheduleSettings, TrainingSettings } from "../document/types.ts";

export type RateSettings = Pick<TrainingSettings, "schedule" | "warmupSteps" | "epochs"> & {
  readonly optimizer: Pick<TrainingSettings["optimizer"], "lr">;
};

/**
 * Learning rate of step `step` (from 0). During the warm-up it rises linearly to its full value; `cosine` and
 * `one-cycle` then span the steps that are left, while `step` counts whole epochs from the start of the run.
 */
export function lrAt(settings: RateSettings, step: number, stepsPerEpoch: number): number {
  const { schedule, warmupSteps, epochs, optimizer } = settings;
  if (step < warmupSteps) return (optimizer.lr * (step + 1)) / warmupSteps;
  const total = epochs * stepsPerEpoch - warmupSteps;
  const epoch = Math.floor(step / stepsPerEpoch);
  return optimizer.lr * factorAt(schedule, step - warmupSteps, total, epoch, optimizer.lr);
}

function factorAt(
  schedule: ScheduleSettings,
  step: number,
  total: number,
  epoch: number,
  lr: number,
): number {
  switch (schedule.type) {
    case "constant":
      return 1;
    case "step":
      return schedule.gamma ** Math.floor(epoch / schedule.everyEpochs);
    case "cosine":
      return lr === 0 ? 0 : anneal(1, schedule.minLr / lr, Math.min(1, step / Math.max(1, total)));
    case "one-cycle":
      return oneCycle(schedule, step, total);
  }
}

/** From `start` at 0 to `end` at 1 along half a cosine. */
const anneal = (start: number, end: number, part: number): number =>
  end + ((start - end) / 2) * (1 + Math.cos(Math.PI * part));

/** https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html, two phases, cosine. */
function oneCycle(
  { pctStart, divFactor, finalDivFactor }: Extract<ScheduleSettings, { type: "one-cycle" }>,
  step: number,
  total: number,
): number {
  const first = 1 / divFactor;
  const last = first / finalDivFactor;
  const peak = pctStart * total - 1;
  const end = total - 1;
  if (step >= end && end > peak) return last;
  if (step <= peak) return peak === 0 ? 1 : anneal(first, 1, step / peak);
  return anneal(1, last, Math.min(1, (step - peak) / (end - peak)));
}
