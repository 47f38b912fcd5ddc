/** What a step says of itself, from the numbers that it leaves on the device. */
import { describeMeasure, type HealthProbe } from "./health/probe.ts";
import type { StepOutcome, StepperOptions, StepRequest } from "./stepper.ts";

/** `[loss, number of right answers, …what was measured]`. */
export const describeStep = (
  probe: HealthProbe | null,
  { batch, lr }: StepRequest,
  [loss, correct, ...measured]: ArrayLike<number> & Iterable<number>,
): StepOutcome => ({
  batchStep: batch.step,
  count: batch.count,
  lr,
  loss: loss ?? Number.NaN,
  correct: correct ?? 0,
  health: probe === null ? null : describeMeasure(probe, measured),
});

/** What this step looks at, if it is measured. */
export const probeOf = ({ probe }: StepperOptions, { measured }: StepRequest): HealthProbe | null =>
  measured === true ? (probe ?? null) : null;
