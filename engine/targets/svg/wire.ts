/** The course of a wire between two nodes. It leaves to the right, or downwards to a node that stands below. */
import type { Point, Side } from "./metrics.ts";
import { portPoint } from "./metrics.ts";
import type { Rect } from "./scene.ts";

export interface WireEnd {
  readonly rect: Rect;
  readonly index: number;
  readonly count: number;
}
export interface WireCourse {
  /** Path data of one cubic curve, always `M x,y C x,y x,y x,y`, so that two courses can be blended. */
  readonly d: string;
  readonly start: Point;
  readonly end: Point;
  /** Middle of the curve: where the shape is written. */
  readonly label: Point;
  readonly vertical: boolean;
}

const MIN_DROP = 10;
const MIN_REACH = 28;
const round = (value: number): number => Math.round(value * 100) / 100;
const write = (point: Point): string => `${round(point.x)},${round(point.y)}`;

/** A wire runs downwards where its target stands below and not clearly beside its source. */
export const runsDown = (from: Rect, to: Rect): boolean =>
  to.y - (from.y + from.height) >= MIN_DROP &&
  Math.abs(to.x + to.width / 2 - (from.x + from.width / 2)) < (from.width + to.width) * 0.3;

export function wireBetween(from: Point, to: Point, vertical: boolean): WireCourse {
  const span = vertical ? to.y - from.y : to.x - from.x;
  // Against the direction of flow the curve swings out further, so that it does not hide behind its own nodes.
  const reach = span >= 0 ? Math.max(span / 2, Math.min(MIN_REACH, span)) : MIN_REACH + Math.sqrt(-span) * 6;
  const leave = vertical ? { x: from.x, y: from.y + reach } : { x: from.x + reach, y: from.y };
  const arrive = vertical ? { x: to.x, y: to.y - reach } : { x: to.x - reach, y: to.y };
  const middle = (axis: "x" | "y"): number =>
    (from[axis] + 3 * leave[axis] + 3 * arrive[axis] + to[axis]) / 8;
  return {
    d: `M${write(from)} C${write(leave)} ${write(arrive)} ${write(to)}`,
    start: from,
    end: to,
    label: { x: middle("x"), y: middle("y") },
    vertical,
  };
}

export function wireCourse(from: WireEnd, to: WireEnd): WireCourse {
  const vertical = runsDown(from.rect, to.rect);
  const [leaves, arrives]: readonly [Side, Side] = vertical ? ["bottom", "top"] : ["right", "left"];
  return wireBetween(
    portPoint(from.rect, leaves, from.index, from.count),
    portPoint(to.rect, arrives, to.index, to.count),
    vertical,
  );
}

/** Squared distance from a point to a course, sampled: near enough to judge what lies under a dropped node. */
export function distanceToCourse(course: WireCourse, point: Point, samples = 24): number {
  const numbers = course.d.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers;
  let least = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample <= samples; sample += 1) {
    const t = sample / samples;
    const s = 1 - t;
    const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    const dx = a * x0 + b * x1 + c * x2 + d * x3 - point.x;
    const dy = a * y0 + b * y1 + c * y2 + d * y3 - point.y;
    least = Math.min(least, dx * dx + dy * dy);
  }
  return Math.sqrt(least);
}
