/** Pooling. Stock layers know `valid` and `same` alone; what these cannot say is put together exactly. */
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
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
import { layersModelMessages } from "../messages.ts";
import { type Build, type EmitTable, only, type Place, pass, stock } from "../place.ts";
import { bothAxes, cropped, padded, resampled } from "./steps.ts";

interface Pooling {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly ceil: boolean;
}
type PoolLayer = (args: Parameters<typeof layers.maxPooling2d>[0]) => layers.Layer;
const maximum: PoolLayer = layers.maxPooling2d;
const average: PoolLayer = layers.averagePooling2d;

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

const pool = (make: PoolLayer, p: Pooling, padding: "valid" | "same") => (name: string) =>
  make({ name, poolSize: [...p.size], strides: [...p.stride], padding });

/** Zeros around, then `valid`. */
const paddedPool =
  (make: PoolLayer, p: Pooling, axes: readonly [PoolingAxis, PoolingAxis]): Build =>
  (inputs, place) => {
    const sides = (axis: PoolingAxis): Pair => [axis.padding, axis.padding + extra(axis)];
    return place.put(pool(make, p, "valid"), padded(only(inputs), place, sides(axes[0]), sides(axes[1])));
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
function maximumAlong(x: SymbolicTensor, place: Place, axis: PoolingAxis, at: 0 | 1): SymbolicTensor {
  const role = at === 0 ? "rows" : "columns";
  const parts = runsOf(poolingWindows(axis)).map((run, index) => {
    const cut: Pair = [run.start, axis.size - run.end];
    const part = cropped(x, place, at === 0 ? cut : [0, 0], at === 1 ? cut : [0, 0], `${role}_cut${index}`);
    const poolSize: [number, number] = at === 0 ? [run.length, 1] : [1, run.length];
    const strides: [number, number] = at === 0 ? [run.step, 1] : [1, run.step];
    return place.put((name) => maximum({ name, poolSize, strides }), part, { role: `${role}${index}` });
  });
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return place.put((name) => layers.concatenate({ name, axis: at + 1 }), parts, { role });
}

const wholePool =
  (make: PoolLayer, shape: Shape): Build =>
  (inputs, place) => {
    const poolSize: [number, number] = [shape[1] ?? 1, shape[2] ?? 1];
    return place.put((name) => make({ name, poolSize, strides: [1, 1] }), only(inputs));
  };

export const poolingKinds: EmitTable<
  "maxPool2d" | "avgPool2d" | "globalAvgPool2d" | "globalMaxPool2d" | "adaptiveAvgPool2d"
> = {
  maxPool2d({ params: p, inputs: [shape = []], nonNegative }) {
    if (bothAxes((axis) => p.size[axis] > 1 && p.dilation[axis] > 1).includes(true))
      return unsupported(layersModelMessages, "tfjs/dilated-pooling", { dilation: p.dilation.join("×") });
    const axes = axesOf(p, shape);
    if (axes.every(isPlain)) return stock(pool(maximum, p, "valid"));
    if (axes.every(isSame)) return stock(pool(maximum, p, "same"));
    if (nonNegative) return paddedPool(maximum, p, axes);
    return (inputs, place) => maximumAlong(maximumAlong(only(inputs), place, axes[0], 0), place, axes[1], 1);
  },

  avgPool2d({ params: p, inputs: [shape = []] }) {
    const axes = axesOf(p, shape);
    const counts = p.countIncludePad && axes.some((axis) => axis.padding > 0);
    if (axes.every(isPlain)) return stock(pool(average, p, "valid"));
    if (!counts && axes.every(isSame)) return stock(pool(average, p, "same"));
    if (counts && axes.every((axis) => extra(axis) === 0)) return paddedPool(average, p, axes);
    const [rows, columns] = bothAxes((axis) => averageMatrix(axes[axis], p.countIncludePad));
    return (inputs, place) => resampled(only(inputs), place, rows, columns);
  },

  globalAvgPool2d: () => stock((name) => layers.globalAveragePooling2d({ name })),
  globalMaxPool2d: () => stock((name) => layers.globalMaxPooling2d({ name })),

  adaptiveAvgPool2d({ params: p, inputs: [shape = []] }) {
    const [rows, columns] = p.size;
    const [, height = 1, width = 1] = shape;
    if (rows === height && columns === width) return pass;
    if (rows === 1 && columns === 1) return wholePool(average, shape);
    if (height % rows === 0 && width % columns === 0) {
      const size: Pair = [height / rows, width / columns];
      return stock(pool(average, { size, stride: size, padding: [0, 0], ceil: false }, "valid"));
    }
    return (inputs, place) =>
      resampled(only(inputs), place, adaptiveMatrix(height, rows), adaptiveMatrix(width, columns));
  },
};
