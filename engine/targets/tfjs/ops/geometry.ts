/** Windows in the terms of tfjs: explicit padding for each side, with PyTorch's rounding worked in. */
import type { Pair } from "../../../layers/param.ts";
import { dilatedExtent, windowOutput } from "../../../tensor/window.ts";

type Sides = [number, number];
/** What tfjs calls explicit padding, NHWC. */
export type ExplicitPadding = [Sides, Sides, Sides, Sides];

export const bothAxes = <T>(along: (axis: 0 | 1) => T): [T, T] => [along(0), along(1)];

export const explicitPadding = (height: Sides, width: Sides): ExplicitPadding => [
  [0, 0],
  height,
  width,
  [0, 0],
];

export interface Pooling {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceil: boolean;
}

/** Along one axis: number of windows, and rows to add behind so that the last window of `ceil` is whole. */
export function pooledAxis(p: Pooling, axis: 0 | 1, size: number): { count: number; extra: number } {
  const [kernel, stride, padding, dilation] = [
    p.size[axis],
    p.stride[axis],
    p.padding[axis],
    p.dilation[axis],
  ];
  const count = windowOutput({ size, kernel, stride, padding, dilation, ceil: p.ceil });
  const reach = (count - 1) * stride + dilatedExtent(kernel, dilation);
  return { count, extra: Math.max(0, reach - size - 2 * padding) };
}
