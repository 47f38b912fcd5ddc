/** The course of a wire between two nodes. It leaves to the right, or downwards to a node that stands below. */
import type { Point, Side } from "./metrics.ts";
import { portPoint } from "./metrics.ts";
import type { Bend, Rect } from "./scene.ts";

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
  /** Places along the curve, from start to end. */
  readonly points: readonly Point[];
}

const MIN_DROP = 10;
const MIN_REACH = 28;
const round = (value: number): number => Math.round(value * 100) / 100;
const write = (point: Point): string => `${round(point.x)},${round(point.y)}`;

/** A wire runs downwards where its target stands below and not clearly beside its source. */
export const runsDown = (from: Rect, to: Rect): boolean =>
  to.y - (from.y + from.height) >= MIN_DROP &&
  Math.abs(to.x + to.width / 2 - (from.x + from.width / 2)) < (from.width + to.width) * 0.3;

type Curve = readonly [Point, Point, Point, Point];

function pointAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t] as const;
  const along = (axis: "x" | "y"): number =>
    weights[0] * a[axis] + weights[1] * b[axis] + weights[2] * c[axis] + weights[3] * d[axis];
  return { x: along("x"), y: along("y") };
}

const SAMPLES = 32;
const BISECTIONS = 12;

/** The point that is `reach` away from one end along an axis, at most the middle. */
function pointOff(curve: Curve, end: "start" | "end", reach: number, axis: "x" | "y"): Point {
  const anchor = end === "start" ? curve[0] : curve[3];
  const at = (part: number): Point => pointAt(curve, end === "start" ? part : 1 - part);
  const isNear = (point: Point): boolean => Math.abs(point[axis] - anchor[axis]) < reach;
  let [near, far] = [0, 0.5];
  if (isNear(at(far))) return at(far);
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (near + far) / 2;
    if (isNear(at(middle))) near = middle;
    else far = middle;
  }
  return at(far);
}

/** A label of a long wire stands in the gap beside the node at that end: the middle may lie on other nodes. */
const LABEL_REACH = { down: 24, right: 40 } as const;

export function wireBetween(
  from: Point,
  to: Point,
  vertical: boolean,
  labelNear: "start" | "end" = "end",
  bend: Bend = 0,
): WireCourse {
  const labelReach = vertical ? LABEL_REACH.down : LABEL_REACH.right;
  const span = vertical ? to.y - from.y : to.x - from.x;
  if (typeof bend === "string") {
    return curveCourse(crossing(from, to, vertical, bend), vertical, labelNear, labelReach);
  }
  // Against the direction of flow the curve swings out further, so that it does not hide behind its own nodes.
  const reach = span >= 0 ? Math.max(span / 2, Math.min(MIN_REACH, span)) : MIN_REACH + Math.sqrt(-span) * 6;
  // A bent wire swings out early, along what it goes around, and comes back late.
  const hold = bend === 0 ? reach : Math.min(reach, Math.abs(bend) * 0.6);
  const leave = vertical ? { x: from.x + bend, y: from.y + hold } : { x: from.x + hold, y: from.y + bend };
  const arrive = vertical ? { x: to.x + bend, y: to.y - hold } : { x: to.x - hold, y: to.y + bend };
  return curveCourse([from, leave, arrive, to], vertical, labelNear, labelReach);
}

/** Part of the way by which the curve is pulled back, so that it goes across steeply at one of its ends. */
const PULL = 0.3;

/** Goes across all at once at one end, and straight on along the other. */
function crossing(from: Point, to: Point, vertical: boolean, where: "early" | "late"): Curve {
  const turned = ({ x, y }: Point): Point => (vertical ? { x: y, y: x } : { x, y });
  const [start, end] = [turned(from), turned(to)];
  const pull = PULL * (end.x - start.x);
  const early = where === "early";
  const leave = { x: early ? start.x + MIN_REACH : end.x + pull, y: start.y };
  const arrive = { x: early ? start.x - pull : end.x - MIN_REACH, y: end.y };
  return [from, turned(leave), turned(arrive), to];
}

function curveCourse(
  curve: Curve,
  vertical: boolean,
  labelNear: "start" | "end",
  labelReach: number,
): WireCourse {
  const [from, leave, arrive, to] = curve;
  return {
    d: `M${write(from)} C${write(leave)} ${write(arrive)} ${write(to)}`,
    start: from,
    end: to,
    label: pointOff(curve, labelNear, labelReach, vertical ? "y" : "x"),
    vertical,
    get points() {
      return Array.from({ length: SAMPLES - 1 }, (_, sample) => pointAt(curve, (sample + 1) / SAMPLES));
    },
  };
}

/** Between a port of an expanded block's frame and the port node inside. */
function linkCourse(from: WireEnd, to: WireEnd, side: Side): WireCourse {
  const inwards = side === "left" || side === "top";
  const outer = inwards ? from : to;
  const inner = inwards ? to : from;
  const border = portPoint(outer.rect, side, outer.index, outer.count);
  const node = portPoint(inner.rect, inwards ? "left" : "right", inner.index, inner.count);
  const upright = side === "top" || side === "bottom";
  const lean = inwards ? 1 : -1;
  const nearBorder = upright
    ? { x: border.x, y: border.y + lean * MIN_REACH }
    : { x: border.x + lean * MIN_DROP, y: border.y };
  const nearNode = { x: node.x - lean * MIN_DROP * 1.6, y: node.y };
  return inwards
    ? curveCourse([border, nearBorder, nearNode, node], upright, "end", MIN_DROP)
    : curveCourse([node, nearNode, nearBorder, border], upright, "start", MIN_DROP);
}

/**
 * `link`: through the frame of an expanded block, by the side of its port. `bend`: how the wire goes around what
 * stands in its way.
 */
export function wireCourse(from: WireEnd, to: WireEnd, link: Side | null = null, bend: Bend = 0): WireCourse {
  if (link !== null) return linkCourse(from, to, link);
  const vertical = runsDown(from.rect, to.rect);
  const [leaves, arrives]: readonly [Side, Side] = vertical ? ["bottom", "top"] : ["right", "left"];
  return wireBetween(
    portPoint(from.rect, leaves, from.index, from.count),
    portPoint(to.rect, arrives, to.index, to.count),
    vertical,
    // Where wires meet their labels would lie on each other, so there they stay at their sources.
    to.count > 1 ? "start" : "end",
    bend,
  );
}

/** Distance from a point to a course, sampled: near enough to judge what lies under a dropped node. */
export function distanceToCourse(course: WireCourse, point: Point): number {
  const numbers = course.d.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  const control = (index: number): Point => ({ x: numbers[index] ?? 0, y: numbers[index + 1] ?? 0 });
  const curve: Curve = [control(0), control(2), control(4), control(6)];
  let least = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample <= SAMPLES; sample += 1) {
    const { x, y } = pointAt(curve, sample / SAMPLES);
    least = Math.min(least, Math.hypot(x - point.x, y - point.y));
  }
  return least;
}
