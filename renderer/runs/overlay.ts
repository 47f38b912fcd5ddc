/** Curves of several runs in one chart, told apart by colour and by dash. */
import type { RunCurves } from "../../engine/worker/values.ts";
import type { ChartLine } from "../training/Chart.tsx";
import { smooth, thin } from "../training/series.ts";

/** What a run looks like in the charts, by its place among those shown. */
export interface RunStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

const COLORS = [
  "--accent",
  "--family-activation",
  "--family-pooling",
  "--family-combine",
  "--family-dense",
  "--family-normalisation",
  "--family-shape",
  "--family-io",
] as const;
const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 3, 2, 3]];

/** Neighbours differ in both, so that colour is not needed to tell them apart. */
export const styleOf = (place: number): RunStyle => ({
  color: COLORS[place % COLORS.length] ?? "--accent",
  dash: DASHES[place % DASHES.length] ?? [],
});

export interface Overlaid {
  readonly name: string;
  readonly curves: RunCurves;
  readonly style: RunStyle;
}

const BUCKETS = 300;
const SMOOTHING = 0.9;

export function lossOverlay(runs: readonly Overlaid[]): readonly ChartLine[] {
  return runs.map(({ name, curves, style }) => {
    const { step, loss } = curves.steps;
    const course = thin(step, smooth(loss, loss.length, SMOOTHING), loss.length, BUCKETS);
    return { label: name, ...style, points: false, ...course };
  });
}

/** Test accuracy by epoch; the training part's where a run has no test part. */
export function accuracyOverlay(runs: readonly Overlaid[]): readonly ChartLine[] {
  return runs.map(({ name, curves, style }) => ({
    label: name,
    ...style,
    points: curves.epochs.length < 40,
    x: curves.epochs.map(({ epoch }) => epoch),
    y: curves.epochs.map(({ testAccuracy, trainAccuracy }) => testAccuracy ?? trainAccuracy),
  }));
}
