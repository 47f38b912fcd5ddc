/** Figures over the values of one activation. */

export interface Statistics {
  readonly mean: number;
  /** Over the population. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of values that are exactly zero. */
  readonly zeros: number;
  /** Counts over equal bins from `min` to `max`; values that are not finite are in none. */
  readonly histogram: readonly number[];
}

export const HISTOGRAM_BINS = 32;

/** `values` is not empty. */
export function statisticsOf(values: Float32Array): Statistics {
  let [sum, zeros] = [0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    if (value === 0) zeros += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  const histogram = new Array<number>(HISTOGRAM_BINS).fill(0);
  let squares = 0;
  for (const value of values) {
    squares += (value - mean) ** 2;
    const share = max > min ? (value - min) / (max - min) : 0;
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.floor(share * HISTOGRAM_BINS));
    if (bin >= 0) histogram[bin] = (histogram[bin] as number) + 1;
  }
  return { mean, std: Math.sqrt(squares / values.length), min, max, zeros: zeros / values.length, histogram };
}
