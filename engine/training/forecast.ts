/** What a run will need, told before it starts. */
import type { Totals } from "../analysis/types.ts";
import type { OptimizerSettings } from "../document/types.ts";
import { ruleOf } from "./optimizers/optimizer.ts";

/** Tensors of the size of each parameter that an optimiser keeps. */
export const slotCount = (settings: OptimizerSettings): number => ruleOf(settings).slots.length;

export interface MemoryForecast {
  readonly weightBytes: number;
  readonly gradientBytes: number;
  readonly slotBytes: number;
  /** What the peak adds to weights, buffers and slots: values and gradients that are still read. */
  readonly activationBytes: number;
  readonly totalBytes: number;
}

const BYTES = 4;

/** Peak memory of a training step. */
export function forecastMemory(
  totals: Totals,
  optimizer: OptimizerSettings,
  batchSize: number,
): MemoryForecast {
  const slots = slotCount(optimizer);
  const totalBytes = totals.trainingBytes(batchSize, slots);
  return {
    weightBytes: BYTES * (totals.params + totals.buffers),
    gradientBytes: BYTES * totals.params,
    slotBytes: BYTES * totals.params * slots,
    activationBytes: Math.max(0, totalBytes - BYTES * (totals.params * (1 + slots) + totals.buffers)),
    totalBytes,
  };
}

/** The largest power of two as a batch size whose step fits into `limitBytes`, at most `most`; 0 where not even one sample fits. */
export function fittingBatchSize(
  totals: Totals,
  optimizer: OptimizerSettings,
  limitBytes: number,
  most = 1024,
): number {
  let fitting = 0;
  for (let size = 1; size <= most; size *= 2) {
    if (totals.trainingBytes(size, slotCount(optimizer)) > limitBytes) break;
    fitting = size;
  }
  return fitting;
}

/** How long steps of one batch size took on this device. */
export interface StepTiming {
  readonly batchSize: number;
  readonly stepMs: number;
}
export interface TimeForecast {
  readonly epochMs: number;
  readonly runMs: number;
  readonly imagesPerSecond: number;
}

/** Time of training, without evaluation, from a measured step; steps of another size count in proportion. */
export function forecastTime(
  timing: StepTiming,
  run: { readonly samples: number; readonly batchSize: number; readonly epochs: number },
): TimeForecast {
  const stepMs = (timing.stepMs * run.batchSize) / timing.batchSize;
  const epochMs = (stepMs * run.samples) / run.batchSize;
  return { epochMs, runMs: epochMs * run.epochs, imagesPerSecond: (1000 * run.batchSize) / stepMs };
}
