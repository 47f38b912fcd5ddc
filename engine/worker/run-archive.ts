/** What is kept of runs, read back: summaries, curves, names. */
import { parseJson } from "../document/parse.ts";
import { z } from "../document/zod.ts";
import type { HealthEvent } from "../training/health/types.ts";
import { readDone, readRunRecord } from "../training/run-folder.ts";
import { isEpoch, isStep, readHealth, readMetrics } from "../training/run-metrics.ts";
import type { EpochEvent, RunStore } from "../training/types.ts";
import { columnsOf } from "./step-buffer.ts";
import type { EpochRow, HealthReport, RunCurves, RunSummary } from "./values.ts";

/** What a person calls the run, and writes about it. */
export const LABEL = "label.json";
const labelSchema = z.object({ name: z.string(), note: z.string() });
export type RunLabel = z.infer<typeof labelSchema>;

export const writeLabel = (store: RunStore, label: RunLabel): Promise<void> =>
  store.write(LABEL, new TextEncoder().encode(`${JSON.stringify(label, null, 2)}\n`));

async function readLabel(store: RunStore): Promise<RunLabel> {
  const bytes = await store.read(LABEL);
  const json = bytes === null ? null : parseJson(bytes);
  const label = labelSchema.safeParse(json?.ok === true ? json.value : null);
  return label.success ? label.data : { name: "", note: "" };
}

export const epochRow = (event: EpochEvent): EpochRow => ({
  epoch: event.epoch,
  step: event.step,
  loss: event.loss,
  trainAccuracy: event.trainAccuracy,
  testLoss: event.testLoss,
  testAccuracy: event.testAccuracy,
  imagesPerSecond: event.imagesPerSecond,
  elapsedMs: event.elapsedMs,
});

export const healthReport = ({ step, lights, gradients }: HealthEvent): HealthReport => ({
  step,
  lights,
  gradients: gradients.map(({ path, norm }) => ({ path, norm })),
});

/** `null` where the folder holds no readable record. */
export async function readSummary(store: RunStore, id: string): Promise<RunSummary | null> {
  const record = await readRunRecord(store);
  if (!record.ok) return null;
  const { document, data, seed, backend, startedAt } = record.value;
  const done = await readDone(store);
  const metrics = await readMetrics(store);
  return {
    id,
    ...(await readLabel(store)),
    startedAt,
    document,
    source: data.source,
    classes: data.classes,
    optimizer: document.training.optimizer.type,
    seed,
    backend,
    ending: done?.reason ?? null,
    epochs: metrics.filter(isEpoch).map(epochRow),
  };
}

export async function readRunCurves(store: RunStore): Promise<RunCurves> {
  const metrics = await readMetrics(store);
  const health = (await readHealth(store)).at(-1);
  return {
    steps: columnsOf(metrics.filter(isStep)),
    epochs: metrics.filter(isEpoch).map(epochRow),
    health: health === undefined ? null : healthReport(health),
  };
}
