/** Counts over the outputs of a network, in double precision. Plain arithmetic: the same on every backend. */
import type { TrainingSettings } from "../../document/types.ts";
import { argMaxRow, crossEntropyRow, rankOf, softmaxRow, squaredErrorRow } from "./rows.ts";

/** What the network said about each sample, in the order of the split. */
export interface Predictions {
  /** Index in the split. */
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  /** Probability of the predicted class. */
  readonly confidences: Float32Array;
}
export interface ClassReport {
  readonly name: string;
  /** 0 where the class was never predicted. */
  readonly precision: number;
  /** 0 where the class has no sample. */
  readonly recall: number;
  readonly f1: number;
  readonly count: number;
}
/** Samples whose confidence lies in one tenth of 0 to 1. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}
export interface EvaluationReport {
  /** `null` for regression. */
  readonly accuracy: number | null;
  readonly top5: number | null;
  /** Mean over samples, without label smoothing. */
  readonly loss: number;
  readonly count: number;
  readonly perClass: readonly ClassReport[];
  /** Rows: true class; columns: predicted class. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: readonly CalibrationBin[];
}

export interface TallyOptions {
  readonly classes: readonly string[];
  readonly loss: TrainingSettings["loss"];
  /** The network ends in softmax; its output is compared after it by the mean squared error. */
  readonly endsInSoftmax: boolean;
}
export interface OutputRow {
  readonly index: number;
  /** Raw output, before a final softmax. */
  readonly output: Float32Array;
  readonly label: number;
  /** For regression. */
  readonly target?: Float32Array;
}

export interface Tally {
  add(row: OutputRow): void;
  report(): EvaluationReport;
  predictions(): Predictions;
}

const BINS = 10;

export function createTally({ classes, loss, endsInSoftmax }: TallyOptions): Tally {
  const size = classes.length;
  const rows: { index: number; label: number; predicted: number; confidence: number }[] = [];
  const confusion = classes.map(() => new Array<number>(size).fill(0));
  const bins = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, correct: 0 }));
  let count = 0;
  let lossSum = 0;
  let top5 = 0;

  const addClass = ({ index, output, label }: OutputRow): void => {
    const probabilities = softmaxRow(output);
    const compared = endsInSoftmax ? probabilities : output;
    lossSum +=
      loss === "mse"
        ? squaredErrorRow(compared, (i) => (i === label ? 1 : 0))
        : crossEntropyRow(output, label);
    if (rankOf(output, label) < 5) top5++;
    const predicted = argMaxRow(output);
    const confidence = probabilities[predicted] as number;
    rows.push({ index, label, predicted, confidence });
    const line = confusion[label] as number[];
    line[predicted] = (line[predicted] as number) + 1;
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (bin === undefined) return;
    bin.count++;
    bin.confidence += confidence;
    if (predicted === label) bin.correct++;
  };

  return {
    add(row) {
      count++;
      if (size > 0) addClass(row);
      else lossSum += squaredErrorRow(row.output, (i) => row.target?.[i] ?? Number.NaN);
    },
    report() {
      const right = confusion.reduce((sum, line, label) => sum + (line[label] as number), 0);
      return {
        accuracy: size === 0 ? null : ratio(right, count),
        top5: size <= 5 ? null : ratio(top5, count),
        loss: lossSum / count,
        count,
        perClass: classes.map((name, label) => classReport(name, label, confusion)),
        confusion,
        calibration: size === 0 ? [] : bins.map(binReport),
      };
    },
    predictions: () => ({
      indices: Int32Array.from(rows, ({ index }) => index),
      labels: Int32Array.from(rows, ({ label }) => label),
      predicted: Int32Array.from(rows, ({ predicted }) => predicted),
      confidences: Float32Array.from(rows, ({ confidence }) => confidence),
    }),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function classReport(name: string, label: number, confusion: readonly (readonly number[])[]): ClassReport {
  const own = confusion[label] ?? [];
  const right = own[label] ?? 0;
  const count = own.reduce((sum, value) => sum + value, 0);
  const predicted = confusion.reduce((sum, line) => sum + (line[label] ?? 0), 0);
  const precision = ratio(right, predicted);
  const recall = ratio(right, count);
  return { name, precision, recall, f1: ratio(2 * precision * recall, precision + recall), count };
}

const binReport = (
  bin: { readonly count: number; readonly confidence: number; readonly correct: number },
  index: number,
): CalibrationBin => ({
  from: index / BINS,
  to: (index + 1) / BINS,
  count: bin.count,
  confidence: ratio(bin.confidence, bin.count),
  accuracy: ratio(bin.correct, bin.count),
});
