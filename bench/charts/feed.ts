/** Points as a run gives them: a noisy loss that falls, in batches ten times a second. */
import { createRandom } from "../../engine/tensor/random.ts";
import type { StepColumns } from "../../engine/worker/values.ts";

export const points = (): number => Number(new URLSearchParams(location.search).get("points") ?? 100_000);

/** Steps a batch brings: 500 a second are more than any network here takes. */
export const BATCH = 50;
export const EVERY_MS = 100;

const random = createRandom(1, "bench/charts");

export function columns(first: number, count: number): StepColumns {
  const of = (value: (step: number) => number): Float64Array<ArrayBuffer> =>
    Float64Array.from({ length: count }, (_, i) => value(first + i));
  return {
    step: of((step) => step),
    epoch: of((step) => 1 + Math.floor(step / 1000)),
    loss: of((step) => 0.05 + 2.3 * Math.exp(-step / 20_000) * (0.7 + 0.6 * random.next())),
    learningRate: of((step) => 0.001 * (1 + Math.cos(step / 40_000))),
    elapsedMs: of((step) => 10 * step),
  };
}

/** Tells the driver that everything has been drawn. */
export const ready = (): void =>
  void requestAnimationFrame(() => requestAnimationFrame(() => document.body.setAttribute("data-ready", "")));
