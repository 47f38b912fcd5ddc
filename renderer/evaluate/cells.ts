/** What lies in a cell of the confusion matrix. */
import type { EvaluationReply } from "../../engine/worker/values.ts";

export interface Cell {
  readonly truth: number;
  readonly answer: number;
}
export interface CellSample {
  /** Index in the test part. */
  readonly index: number;
  readonly confidence: number;
}

/** Exactly the samples of a cell, the most confident first. */
export function samplesOf(
  { indices, labels, predicted, confidences }: EvaluationReply,
  { truth, answer }: Cell,
): readonly CellSample[] {
  const found: CellSample[] = [];
  labels.forEach((label, row) => {
    if (label !== truth || predicted[row] !== answer) return;
    found.push({ index: indices[row] as number, confidence: confidences[row] as number });
  });
  return found.sort((a, b) => b.confidence - a.confidence || a.index - b.index);
}

/** Wrong answers by how often they were given, the most frequent first. */
export function confusions({ confusion }: EvaluationReply): readonly (Cell & { readonly count: number })[] {
  return confusion
    .flatMap((row, truth) => row.map((count, answer) => ({ truth, answer, count })))
    .filter(({ truth, answer, count }) => truth !== answer && count > 0)
    .sort((a, b) => b.count - a.count || a.truth - b.truth || a.answer - b.answer);
}

/** Mean distance between confidence and accuracy, weighted by the samples in each bin (expected calibration error). */
export function calibrationError({ calibration, count }: EvaluationReply): number {
  const sum = calibration.reduce(
    (total, bin) => total + bin.count * Math.abs(bin.confidence - bin.accuracy),
    0,
  );
  return count === 0 ? 0 : sum / count;
}
