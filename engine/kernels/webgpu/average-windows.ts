/** Along one axis, which pixels a mean is over, and which means a pixel is in, in WGSL. */
import type { Pair } from "./pooling.ts";

export interface SlidingMean {
  readonly size: Pair;
  readonly stride: Pair;
  /** Zeros on each side. */
  readonly padding: Pair;
  /** Number of windows. */
  readonly count: Pair;
  /** Divides by the zeros of the padding too, though never by places that only rounding up adds. */
  readonly countIncludePad: boolean;
}

/** Expressions over the window `o` or the pixel `i`. */
export interface Axis {
  readonly axis: 0 | 1;
  /** Equal for axes of the same code. */
  readonly key: string;
  /** Pixels of the longest window. */
  readonly longest: number;
  /** First pixel of window `o` in the image, and the one behind its last. */
  readonly start: string;
  readonly end: string;
  /** What the sum of window `o` is divided by, along this axis. */
  readonly divisor: string;
  /** First and last window that pixel `i` is in. */
  readonly from: string;
  readonly to: string;
}

export function slidingAxis(axis: 0 | 1, size: number, mean: SlidingMean): Axis {
  const [k, s, p, count] = [mean.size[axis], mean.stride[axis], mean.padding[axis], mean.count[axis]];
  const [first, last] = [`(o * ${s} - ${p})`, `(o * ${s} + ${k - p})`];
  const [start, end] = [`max(0, ${first})`, `min(${size}, ${last})`];
  return {
    axis,
    key: `sliding ${k},${s},${p},${mean.countIncludePad}`,
    longest: k,
    start,
    end,
    divisor: mean.countIncludePad ? `min(${size + p}, ${last}) - ${first}` : `${end} - ${start}`,
    from: `max(0, i + ${p} - ${k} + ${s}) / ${s}`,
    to: `min(${count - 1}, (i + ${p}) / ${s})`,
  };
}

/** Bins `[floor(o n/m), ceil((o+1) n/m))`, which overlap where `m` does not divide `n`. */
export function adaptiveAxis(axis: 0 | 1, n: number, m: number): Axis {
  const [start, end] = [`o * ${n} / ${m}`, `((o + 1) * ${n} + ${m - 1}) / ${m}`];
  return {
    axis,
    key: "bins",
    longest: Math.ceil(n / m),
    start,
    end,
    divisor: `${end} - ${start}`,
    from: `i * ${m} / ${n}`,
    to: `((i + 1) * ${m} + ${n - 1}) / ${n} - 1`,
  };
}

export const axisCode = ({ axis, start, end, divisor, from, to }: Axis): string => `
fn start${axis}(o : i32) -> i32 { return ${start}; }
fn end${axis}(o : i32) -> i32 { return ${end}; }
fn divisor${axis}(o : i32) -> f32 { return f32(${divisor}); }
fn from${axis}(i : i32) -> i32 { return ${from}; }
fn to${axis}(i : i32) -> i32 { return ${to}; }`;
