/** Turns measurements into lights. Every light says what it is held against; none is lit by what was not measured. */
import { type HealthMeasure, LIGHTS, type Light, type LightName, type ShareMeasure } from "./types.ts";

/** What later measurements are held against: plain values, kept in checkpoints. */
export interface HealthHistory {
  /** Gradient norms of the last measurements, oldest first. */
  readonly norms: readonly number[];
  /** Losses since the last measurement. */
  readonly lossSum: number;
  readonly lossCount: number;
  /** Lowest mean loss between two measurements so far; `null` before the second one. */
  readonly bestLoss: number | null;
}
export const freshHistory: HealthHistory = { norms: [], lossSum: 0, lossCount: 0, bestLoss: null };

/** Steps between two measurements; the first step is measured too. */
export const MEASURE_EVERY = 25;
const NORMS_KEPT = 20;
/** Fewer norms than this have no median worth the name. */
const NORMS_NEEDED = 4;

/** A gradient this many times the median of the run's last measurements is exploding. */
const EXPLODING = 10;
/** A layer whose gradients (root mean square) are below this share of the largest layer's hardly learns. */
const VANISHING = 1e-4;
const DEAD = 0.5;
const SATURATED = 0.5;
/** The mean loss of the last steps over the lowest such mean. */
const RISEN = 2;

export const withLoss = (history: HealthHistory, loss: number): HealthHistory => ({
  ...history,
  lossSum: history.lossSum + loss,
  lossCount: history.lossCount + 1,
});

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The entry with the largest figure; `null` of none. */
function largest<T>(entries: readonly T[], figure: (entry: T) => number): T | null {
  let best: T | null = null;
  for (const entry of entries) if (best === null || figure(entry) > figure(best)) best = entry;
  return best;
}

function light(
  name: LightName,
  value: number | null,
  threshold: number,
  warns: boolean,
  path: string | null = null,
): Light {
  return { name, state: value === null ? "unmeasured" : warns ? "warning" : "good", value, threshold, path };
}

function shareLight(name: "dead" | "saturated", shares: readonly ShareMeasure[], threshold: number): Light {
  const worst = largest(shares, ({ share }) => share);
  if (worst === null) return { name, state: "absent", value: null, threshold, path: null };
  return light(name, worst.share, threshold, worst.share > threshold, worst.path);
}

function gradientLight({ norms }: HealthHistory, { gradientNorm, gradients }: HealthMeasure): Light {
  const worst = largest(gradients, ({ norm }) => norm)?.path ?? null;
  if (!Number.isFinite(gradientNorm)) return light("gradient", gradientNorm, 0, true, worst);
  if (norms.length < NORMS_NEEDED) {
    return { name: "gradient", state: "unmeasured", value: gradientNorm, threshold: 0, path: worst };
  }
  const threshold = EXPLODING * median(norms);
  return light("gradient", gradientNorm, threshold, gradientNorm > threshold, worst);
}

function vanishingLight({ gradients }: HealthMeasure): Light {
  const most = largest(gradients, ({ rms }) => rms);
  const least = largest(gradients, ({ rms }) => -rms);
  if (most === null || least === null || gradients.length < 2) {
    return { name: "vanishing", state: "absent", value: null, threshold: VANISHING, path: null };
  }
  const ratio = most.rms > 0 ? least.rms / most.rms : 0;
  return light("vanishing", ratio, VANISHING, ratio < VANISHING, least.path);
}

function lossLight({ lossSum, lossCount, bestLoss }: HealthHistory): Light {
  if (bestLoss === null || bestLoss <= 0 || lossCount === 0) return light("loss", null, RISEN, false);
  const risen = lossSum / lossCount / bestLoss;
  return light("loss", risen, RISEN, risen > RISEN);
}

/** The lights after a measurement, and what the next one is held against. */
export function judge(
  history: HealthHistory,
  measured: HealthMeasure,
): { readonly lights: readonly Light[]; readonly history: HealthHistory } {
  const found: Readonly<Record<LightName, Light>> = {
    loss: lossLight(history),
    gradient: gradientLight(history, measured),
    vanishing: vanishingLight(measured),
    dead: shareLight("dead", measured.dead, DEAD),
    saturated: shareLight("saturated", measured.saturated, SATURATED),
  };
  const recent = history.lossCount === 0 ? null : history.lossSum / history.lossCount;
  // the first step alone is no mean to be held against
  const counted = recent !== null && history.norms.length > 0 ? recent : null;
  const { bestLoss } = history;
  return {
    lights: LIGHTS.map((name) => found[name]),
    history: {
      norms: [...history.norms, measured.gradientNorm].slice(-NORMS_KEPT),
      lossSum: 0,
      lossCount: 0,
      bestLoss: counted === null ? bestLoss : Math.min(bestLoss ?? counted, counted),
    },
  };
}
