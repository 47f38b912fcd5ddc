/** Numbers of a run's steps, in arrays that grow: appending is cheap, drawing reads them as they are. */
import type { StepColumns } from "../../engine/worker/values.ts";

export interface StepSeries {
  readonly length: number;
  /** The first `length` values count. */
  readonly step: Float64Array;
  readonly loss: Float64Array;
  readonly learningRate: Float64Array;
}
export interface GrowingSeries extends StepSeries {
  push(columns: StepColumns): void;
}

const FIRST_CAPACITY = 1024;

export function createSeries(): GrowingSeries {
  let length = 0;
  let columns = { step: new Float64Array(0), loss: new Float64Array(0), learningRate: new Float64Array(0) };
  const grow = (wanted: number): void => {
    const capacity = Math.max(FIRST_CAPACITY, columns.step.length * 2, wanted);
    const larger = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(capacity);
      grown.set(old.subarray(0, length));
      return grown;
    };
    columns = {
      step: larger(columns.step),
      loss: larger(columns.loss),
      learningRate: larger(columns.learningRate),
    };
  };
  return {
    get length() {
      return length;
    },
    get step() {
      return columns.step;
    },
    get loss() {
      return columns.loss;
    },
    get learningRate() {
      return columns.learningRate;
    },
    push(more) {
      // A resumed run repeats the steps after its checkpoint: what it says now takes their place.
      const first = more.step[0];
      while (first !== undefined && length > 0 && (columns.step[length - 1] as number) >= first) length -= 1;
      const wanted = length + more.step.length;
      if (wanted > columns.step.length) grow(wanted);
      columns.step.set(more.step, length);
      columns.loss.set(more.loss, length);
      columns.learningRate.set(more.learningRate, length);
      length = wanted;
    },
  };
}

/**
 * Steps of one epoch: what the finished epochs say, otherwise an equal share of the whole run; 1 where nothing is known.
 * Dividing a step by it gives the place on an axis of epochs: 1 is the end of the first.
 */
export function stepsPerEpoch(
  epochs: readonly { readonly epoch: number; readonly step: number }[],
  totalSteps: number,
  plannedEpochs: number,
): number {
  const [first] = epochs;
  const known =
    first !== undefined && first.epoch > 0 ? first.step / first.epoch : totalSteps / plannedEpochs;
  return Number.isFinite(known) && known > 0 ? known : 1;
}

/** `x` divided by `unit`, in an array of its own; itself where there is nothing to divide. */
export const inUnits = (x: Float64Array, unit: number): Float64Array =>
  unit === 1 ? x : x.map((value) => value / unit);

/** From which value to which value of the horizontal axis a person looks; `null` at the whole. */
export type Zoom = readonly [from: number, to: number] | null;

/** The first index whose value is at least `wanted`; `x` rises. */
function lowerBound(x: Float64Array, length: number, wanted: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What a chart draws: at most about `buckets * 2` points, the lowest and highest of each bucket, so that no peak is lost.
 * Of a part of the axis those inside it and one to each side, so that lines lead in and out.
 */
export function thin(
  x: Float64Array,
  y: Float64Array,
  all: number,
  buckets: number,
  zoom: Zoom = null,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const first = zoom === null ? 0 : Math.max(0, lowerBound(x, all, zoom[0]) - 1);
  const end = zoom === null ? all : Math.min(all, lowerBound(x, all, zoom[1]) + 2);
  const length = end - first;
  if (length <= buckets * 2) return { x: x.slice(first, end), y: y.slice(first, end) };
  const points: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = first + Math.floor((bucket * length) / buckets);
    const to = first + Math.floor(((bucket + 1) * length) / buckets);
    let [low, high] = [from, from];
    for (let i = from + 1; i < to; i++) {
      if ((y[i] as number) < (y[low] as number)) low = i;
      if ((y[i] as number) > (y[high] as number)) high = i;
    }
    points.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
  }
  return {
    x: Float64Array.from(points, (i) => x[i] as number),
    y: Float64Array.from(points, (i) => y[i] as number),
  };
}

/** Exponentially weighted mean with weight `keep` (0 to 1) on what came before, corrected for its start. */
export function smooth(y: Float64Array, length: number, keep: number): Float64Array {
  const result = new Float64Array(length);
  let mean = 0;
  let weight = 0;
  for (let i = 0; i < length; i++) {
    mean = keep * mean + (1 - keep) * (y[i] as number);
    weight = keep * weight + (1 - keep);
    result[i] = mean / weight;
  }
  return result;
}
