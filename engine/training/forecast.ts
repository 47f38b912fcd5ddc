/** What a run will need, told before it starts. */
import type { Totals } from "../analysis/types.ts";
import { isImage } from "../data/augment/finish.ts";
import type { AugmentSettings, OptimizerSettings } from "../document/types.ts";
import { elements, type Shape } from "../tensor/shape.ts";
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

/** Whether a backend's steps change weights and slots in their place (`static/pass.ts`). */
export const updatesInPlace = (backend: string | null): boolean => backend === "webgpu";

/** Bytes for each sample that a device which finishes images holds beside the step: the image as it was read, and its partner in mix-up. */
export const readImageBytes = (shape: Shape, { mixup }: AugmentSettings, backend: string | null): number =>
  backend === "webgpu" && isImage(shape) ? BYTES * elements(shape) * (mixup > 0 ? 2 : 1) : 0;

/** Peak memory of a training step on a backend of this name; where none is known yet, of one that needs more. */
export function forecastMemory(
  totals: Totals,
  optimizer: OptimizerSettings,
  batchSize: number,
  backend: string | null = null,
  imageBytes = 0,
): MemoryForecast {
  const slots = slotCount(optimizer);
  const totalBytes = totals.trainingBytes(batchSize, slots, updatesInPlace(backend)) + batchSize * imageBytes;
  /** Frozen parameters need neither a gradient nor the optimiser's memory. */
  const trained = totals.params - totals.frozenParams;
  const heldBytes = BYTES * (totals.params + trained * slots + totals.buffers);
  return {
    weightBytes: BYTES * (totals.params + totals.buffers),
    gradientBytes: BYTES * trained,
    slotBytes: BYTES * trained * slots,
    activationBytes: Math.max(0, totalBytes - heldBytes),
    totalBytes,
  };
}

/** The largest power of two as a batch size whose step fits into `limitBytes`, at most `most`; 0 where not even one sample fits. */
export function fittingBatchSize(
  totals: Totals,
  optimizer: OptimizerSettings,
  limitBytes: number,
  backend: string | null = null,
  imageBytes = 0,
  most = 1024,
): number {
  let fitting = 0;
  for (let size = 1; size <= most; size *= 2) {
    const { totalBytes } = forecastMemory(totals, optimizer, size, backend, imageBytes);
    if (totalBytes > limitBytes) break;
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
