/** A run's numbers as files for other programs. */
import type { RunCurves, RunSummary } from "../../engine/worker/values.ts";

const COLUMNS = [
  "type",
  "epoch",
  "step",
  "loss",
  "learningRate",
  "trainAccuracy",
  "testLoss",
  "testAccuracy",
  "imagesPerSecond",
  "elapsedMs",
] as const;
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number | null>>>;

/** Steps and epochs in the order in which they came; an epoch follows its last step. */
function rowsOf({ steps, epochs }: RunCurves): readonly Row[] {
  const rows: Row[] = [];
  let next = 0;
  const epochsUpTo = (step: number): void => {
    for (let row = epochs[next]; row !== undefined && row.step < step; row = epochs[next]) {
      rows.push({ type: "epoch", ...row });
      next += 1;
    }
  };
  for (let i = 0; i < steps.step.length; i++) {
    const step = steps.step[i] as number;
    epochsUpTo(step);
    rows.push({
      type: "step",
      epoch: steps.epoch[i] as number,
      step,
      loss: steps.loss[i] as number,
      learningRate: steps.learningRate[i] as number,
      elapsedMs: steps.elapsedMs[i] as number,
    });
  }
  epochsUpTo(Number.POSITIVE_INFINITY);
  return rows;
}

/** RFC 4180; a number that is not finite is written by its name, a missing one is an empty cell. */
export function metricsCsv(curves: RunCurves): string {
  const lines = rowsOf(curves).map((row) => COLUMNS.map((column) => String(row[column] ?? "")).join(","));
  return `${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

export function metricsJson(run: RunSummary, curves: RunCurves): string {
  const { id, name, note, startedAt, source, seed, backend, ending } = run;
  const settings = run.document.training;
  return `${JSON.stringify({ id, name, note, startedAt, source, seed, backend, ending, settings, metrics: rowsOf(curves) }, null, 2)}\n`;
}

/** A name that every file system takes. */
export const fileNameOf = (name: string): string =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "") || "run";
