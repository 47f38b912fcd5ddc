/** Layers that turn one shape into another: how branches of different sizes are made to meet. */

import type { Values } from "../../tensor/problem.ts";
import { elements, isMap, isVector, type Shape } from "../../tensor/shape.ts";
import type { NewLayer } from "./change.ts";
import type { FixCode } from "./labels.ts";

export interface Match {
  readonly code: FixCode;
  /** Without `input`, which the place adds. */
  readonly values: Values;
  readonly layers: readonly NewLayer[];
}
type Map3 = readonly [number, number, number];
type Size = readonly [number, number];

const conv = (filters: number, stride: Size = [1, 1]): NewLayer => ({
  kind: "conv2d",
  params:
    stride[0] === 1 && stride[1] === 1 ? { filters, kernel: [1, 1] } : { filters, kernel: [1, 1], stride },
});
const dense = (units: number): NewLayer => ({ kind: "dense", params: { units } });
const each = (f: (axis: 0 | 1) => number): Size => [f(0), f(1)];
const text = (size: Size): string => size.join("×");

/** Ways from one shape to the other, the usual one first; empty where there is none. */
export function waysTo(from: Shape, to: Shape): readonly Match[] {
  if (isMap(from) && isMap(to)) return mapToMap(from, to);
  if (isMap(from) && isVector(to)) return mapToVector(from, to[0]);
  if (isVector(from) && isVector(to))
    return [{ code: "match-dense", values: { units: to[0] }, layers: [dense(to[0])] }];
  return vectorToMap(from, to);
}

function mapToMap(from: Map3, to: Map3): readonly Match[] {
  const [channels] = to;
  const same = from[0] === channels;
  const size: Size = [from[1], from[2]];
  const goal: Size = [to[1], to[2]];
  if (size[0] === goal[0] && size[1] === goal[1])
    return [{ code: "match-conv", values: { filters: channels }, layers: [conv(channels)] }];
  return [
    ...strided(size, goal, channels),
    ...(same ? pooled(size, goal) : []),
    ...enlarged(size, goal, same ? null : channels),
    ...padded(size, goal, same ? null : channels),
    resized(goal, same ? null : channels),
  ];
}

/** A 1×1 convolution of stride s leaves `ceil(n / s)` positions. */
function strided(size: Size, goal: Size, filters: number): readonly Match[] {
  const stride = each((axis) => strideTo(size[axis], goal[axis]));
  if (stride.includes(0)) return [];
  return [
    { code: "match-conv-stride", values: { filters, stride: text(stride) }, layers: [conv(filters, stride)] },
  ];
}

const strideTo = (size: number, goal: number): number => {
  const stride = Math.max(1, Math.floor(size / goal));
  for (const s of [stride, stride + 1]) if (s <= 255 && Math.ceil(size / s) === goal) return s;
  return 0;
};

function pooled(size: Size, goal: Size): readonly Match[] {
  const window = each((axis) => Math.floor(size[axis] / goal[axis]));
  const fits = (axis: 0 | 1): boolean =>
    window[axis] >= 1 && window[axis] <= 255 && Math.floor(size[axis] / window[axis]) === goal[axis];
  if (!fits(0) || !fits(1)) return [];
  const layer: NewLayer = { kind: "avgPool2d", params: { size: window, stride: window } };
  return [{ code: "match-pool", values: { size: text(window) }, layers: [layer] }];
}

function enlarged(size: Size, goal: Size, filters: number | null): readonly Match[] {
  const scale = each((axis) => goal[axis] / size[axis]);
  if (!scale.every((factor) => Number.isInteger(factor) && factor <= 64)) return [];
  const layer: NewLayer = { kind: "upsample2d", params: { scale } };
  return [withConv("match-upsample", "match-upsample-conv", { scale: text(scale) }, layer, filters)];
}

/** A few rows and columns, split as evenly as possible; more than half the image would be mostly zeros. */
function padded(size: Size, goal: Size, filters: number | null): readonly Match[] {
  const more = each((axis) => goal[axis] - size[axis]);
  const fits = (axis: 0 | 1): boolean => more[axis] >= 0 && more[axis] <= Math.max(1, size[axis] / 2);
  if (!fits(0) || !fits(1)) return [];
  const [top, left] = each((axis) => Math.floor(more[axis] / 2));
  const params = { top, bottom: more[0] - top, left, right: more[1] - left };
  return [
    withConv("match-pad", "match-pad-conv", { size: text(goal) }, { kind: "zeroPad2d", params }, filters),
  ];
}

const resized = (goal: Size, filters: number | null): Match =>
  withConv(
    "match-resize",
    "match-resize-conv",
    { size: text(goal) },
    { kind: "adaptiveAvgPool2d", params: { size: goal } },
    filters,
  );

const withConv = (
  alone: FixCode,
  both: FixCode,
  values: Values,
  layer: NewLayer,
  filters: number | null,
): Match =>
  filters === null
    ? { code: alone, values, layers: [layer] }
    : { code: both, values: { ...values, filters }, layers: [layer, conv(filters)] };

function mapToVector(from: Map3, features: number): readonly Match[] {
  const pool: NewLayer = { kind: "globalAvgPool2d", params: {} };
  const ways: Match[] = [];
  if (elements(from) === features)
    ways.push({ code: "match-flatten", values: {}, layers: [{ kind: "flatten", params: {} }] });
  if (from[0] === features) ways.push({ code: "match-global-pool", values: {}, layers: [pool] });
  else {
    const layers = [pool, dense(features)];
    ways.push({ code: "match-global-pool-dense", values: { units: features }, layers });
  }
  return ways;
}

function vectorToMap(from: Shape, to: Shape): readonly Match[] {
  if (elements(from) !== elements(to)) return [];
  const layer: NewLayer = { kind: "reshape", params: { shape: to } };
  return [{ code: "insert-reshape", values: { target: to.join("×") }, layers: [layer] }];
}
