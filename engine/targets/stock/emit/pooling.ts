/** Pooling. Stock layers know `valid` and `same` alone; what these cannot say is put together exactly. */
import type { Pair } from "../../../layers/param.ts";
import type { Shape } from "../../../tensor/shape.ts";
import {
  adaptiveMatrix,
  averageMatrix,
  type PoolingAxis,
  type PoolingWindow,
  poolingWindows,
} from "../../support/resampling.ts";
import { unsupported } from "../../support/types.ts";
import type { StockLayer } from "../layer.ts";
import { stockMessages } from "../messages.ts";
import { type Build, type EmitTable, only, type Place, pass, type StockValue, stock } from "../place.ts";
import { bothAxes, cropped, padded, resampled } from "./steps.ts";

interface Pooling {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly ceil: boolean;
}
type PoolType = "MaxPooling2D" | "AveragePooling2D";

const axesOf = (p: Pooling, shape: Shape): [PoolingAxis, PoolingAxis] =>
  bothAxes((axis) => ({
    size: shape[axis + 1] ?? 0,
    kernel: p.size[axis],
    stride: p.stride[axis],
    padding: p.padding[axis],
    ceil: p.ceil,
  }));

/** Rows that `ceil` adds behind the padding so that the last window is whole. */
function extra(axis: PoolingAxis): number {
  const reach = (poolingWindows(axis).length - 1) * axis.stride + axis.kernel;
  return Math.max(0, reach - axis.size - 2 * axis.padding);
}
const isPlain = (axis: PoolingAxis): boolean => axis.padding === 0 && extra(axis) === 0;

/** Whether TensorFlow's `same` places its windows as this axis does; both leave what is beside the image out. */
function isSame(axis: PoolingAxis): boolean {
  const count = Math.ceil(axis.size / axis.stride);
  const total = Math.max((count - 1) * axis.stride + axis.kernel - axis.size, 0);
  return poolingWindows(axis).length === count && Math.floor(total / 2) === axis.padding;
}

const pool = (
  type: PoolType,
  p: Pick<Pooling, "size" | "stride">,
  padding: "valid" | "same",
): StockLayer => ({
  type,
  poolSize: p.size,
  strides: p.stride,
  padding,
});

/** Zeros around, then `valid`. */
const paddedPool =
  (type: PoolType, p: Pooling, axes: readonly [PoolingAxis, PoolingAxis]): Build =>
  (inputs, place) => {
    const sides = (axis: PoolingAxis): Pair => [axis.padding, axis.padding + extra(axis)];
    return place.put(pool(type, p, "valid"), padded(only(inputs), place, sides(axes[0]), sides(axes[1])));
  };

/** Windows of one length at one distance, which one `valid` pooling covers. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  readonly step: number;
}

function runsOf(windows: readonly PoolingWindow[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { start, end } of windows) {
    const last = runs.at(-1);
    const length = end - start;
    const step = last === undefined ? 0 : end - last.end;
    if (last?.length === length && step > 0 && (last.end - last.start === length || last.step === step))
      runs[runs.length - 1] = { ...last, end, step };
    else runs.push({ start, end, length, step: 1 });
  }
  return runs;
}

/** Maximum along one axis, window by clipped window, joined again: exact for any sign of the values. */
function maximumAlong(x: StockValue, place: Place, axis: PoolingAxis, at: 0 | 1): StockValue {
  const role = at === 0 ? "rows" : "columns";
  const parts = runsOf(poolingWindows(axis)).map((run, index) => {
    const cut: Pair = [run.start, axis.size - run.end];
    const part = cropped(x, place, at === 0 ? cut : [0, 0], at === 1 ? cut : [0, 0], `${role}_cut${index}`);
    const size: Pair = at === 0 ? [run.length, 1] : [1, run.length];
    const stride: Pair = at === 0 ? [run.step, 1] : [1, run.step];
    return place.put(pool("MaxPooling2D", { size, stride }, "valid"), part, { role: `${role}${index}` });
  });
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return place.put({ type: "Concatenate", axis: at + 1 }, parts, { role });
}

export const poolingKinds = (
  target: string,
): EmitTable<"maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"> => ({
  maxPool2d({ params: p, inputs: [shape = []], nonNegative }) {
    if (bothAxes((axis) => p.size[axis] > 1 && p.dilation[axis] > 1).includes(true))
      return unsupported(stockMessages, "stock/dilated-pooling", { target });
    const axes = axesOf(p, shape);
    if (axes.every(isPlain)) return stock(pool("MaxPooling2D", p, "valid"));
    if (axes.every(isSame)) return stock(pool("MaxPooling2D", p, "same"));
    if (nonNegative) return paddedPool("MaxPooling2D", p, axes);
    return (inputs, place) => maximumAlong(maximumAlong(only(inputs), place, axes[0], 0), place, axes[1], 1);
  },

  avgPool2d({ params: p, inputs: [shape = []] }) {
    const axes = axesOf(p, shape);
    const counts = p.countIncludePad && axes.some((axis) => axis.padding > 0);
    if (axes.every(isPlain)) return stock(pool("AveragePooling2D", p, "valid"));
    if (!counts && axes.every(isSame)) return stock(pool("AveragePooling2D", p, "same"));
    if (counts && axes.every((axis) => extra(axis) === 0)) return paddedPool("AveragePooling2D", p, axes);
    const [rows, columns] = bothAxes((axis) => averageMatrix(axes[axis], p.countIncludePad));
    return (inputs, place) => resampled(only(inputs), place, rows, columns);
  },

  globalAvgPool2d: () => stock({ type: "GlobalAveragePooling2D" }),
  globalMaxPool2d: () => stock({ type: "GlobalMaxPooling2D" }),

  adaptiveAvgPool2d({ params: p, inputs: [shape = []] }) {
    const [rows, columns] = p.size;
    const [, height = 1, width = 1] = shape;
    if (rows === height && columns === width) return pass;
    if (rows === 1 && columns === 1)
      return stock(pool("AveragePooling2D", { size: [height, width], stride: [1, 1] }, "valid"));
    if (height % rows === 0 && width % columns === 0) {
      const size: Pair = [height / rows, width / columns];
      return stock(pool("AveragePooling2D", { size, stride: size }, "valid"));
    }
    return (inputs, place) =>
      resampled(only(inputs), place, adaptiveMatrix(height, rows), adaptiveMatrix(width, columns));
  },
});
