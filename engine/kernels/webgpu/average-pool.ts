/**
 * Average pooling over sliding windows and over the bins of adaptive pooling, and both gradients. Every gradient adds up,
 * for a pixel, the windows that it lies in, in their order: no two invocations write to one place.
 *
 * `AveragePooling`: input `x` `[batch, H, W, C]`; attributes `size`, `stride`, `padding` (on each side), `count` (windows along
 * each axis) and `countIncludePad`. `AdaptiveAveragePooling`: attribute `count`, the number of bins along each axis, with bin
 * `i` of `m` over `n` pixels at `[floor(i n/m), ceil((i+1) n/m))` as in PyTorch. `AveragePoolingGrad` and
 * `AdaptiveAveragePoolingGrad`: input `dy`, the same attributes and `inputShape`.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Axis, adaptiveAxis, axisCode, type SlidingMean, slidingAxis } from "./average-windows.ts";
import { dispatch, divideUp, output } from "./dispatch.ts";
import {
  coordinates,
  elementsOf,
  elementType,
  type Pooled,
  place,
  pooledKey,
  pooledOf,
  resultShape,
} from "./pooling.ts";
import type { KernelCall } from "./program.ts";
import { declare, flatGrid, flatMain, lines, vectors, written, ZERO } from "./wgsl.ts";

const WIDTH = 64;
/** Windows of so many pixels and more are added up by a workgroup, where there are few of them. */
const [WIDE, FEW] = [32, 65_536];
/** Elements of a pixel and pixels of a window that a workgroup takes at a time. */
const [ACROSS, DOWN] = [8, 8];

type Axes = readonly [Axis, Axis];
const keyOf = (p: Pooled, axes: Axes): string => `${pooledKey(p)} ${axes.map(({ key }) => key).join(" ")}`;
const header = (p: Pooled, axes: Axes, names: readonly [string, string]): string => `
${declare([written(names[0], p.vector), vectors(names[1], p.vector)])}
${axes.map(axisCode).join("")}`;

/** An invocation a window. */
const narrowCode = (p: Pooled, axes: Axes): string => `
${header(p, axes, ["result", "image"])}
${flatMain(
  WIDTH,
  "i32(arrayLength(&result))",
  `${coordinates(p.across, p.count)}
  var sum = ${elementType(p)}(0.0);
  for (var iy = start0(y); iy < end0(y); iy++) {
    for (var ix = start1(x); ix < end1(x); ix++) { sum += image[${place(p.across, p.size, "iy", "ix")}]; }
  }
  result[index] = sum / (divisor0(y) * divisor1(x));`,
)}`;

/** A workgroup a window and some channels; the lanes' sums are added in their order. */
const wideCode = (p: Pooled, axes: Axes): string => `
${header(p, axes, ["result", "image"])}
var<workgroup> panel : array<${elementType(p)}, ${ACROSS * DOWN}>;
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>,
        @builtin(local_invocation_id) local : vec3<u32>, @builtin(local_invocation_index) slot : u32) {
  ${ZERO}
  let c = i32(group.x * ${ACROSS}u + local.x);
  let window = i32(group.z * groups.y + group.y);
  let x = window % ${p.count[1]};
  let y = (window / ${p.count[1]}) % ${p.count[0]};
  let b = window / ${p.count[0] * p.count[1]};
  let fits = c < ${p.across} && window < i32(arrayLength(&result)) / ${p.across};
  var sum = ${elementType(p)}(0.0);
  if (fits) {
    let width = end1(x) - start1(x);
    let pixels = (end0(y) - start0(y)) * width;
    for (var i = i32(local.y) + zero; i < pixels; i += ${DOWN}) {
      let iy = start0(y) + i / width;
      let ix = start1(x) + i % width;
      sum += image[${place(p.across, p.size, "iy", "ix")}];
    }
  }
  panel[slot] = sum;
  workgroupBarrier();
  if (local.y == 0u && fits) {
    ${lines(DOWN - 1, (i) => `sum += panel[slot + ${(i + 1) * ACROSS}u];`)}
    result[window * ${p.across} + c] = sum / (divisor0(y) * divisor1(x));
  }
}`;

const gradientCode = (p: Pooled, axes: Axes): string => `
${header(p, axes, ["dx", "dy"])}
${flatMain(
  WIDTH,
  "i32(arrayLength(&dx))",
  `${coordinates(p.across, p.size)}
  var sum = ${elementType(p)}(0.0);
  for (var oy = from0(y); oy <= to0(y); oy++) {
    for (var ox = from1(x); ox <= to1(x); ox++) {
      sum += dy[${place(p.across, p.count, "oy", "ox")}] / (divisor0(oy) * divisor1(ox));
    }
  }
  dx[index] = sum;`,
)}`;

const ROW = 32768;

function forward(backend: WebGPUBackend, x: TensorInfo, p: Pooled, axes: Axes): TensorInfo {
  const result = output(backend, resultShape(p));
  const wide = axes[0].longest * axes[1].longest >= WIDE && elementsOf(p, result) <= FEW;
  const windows = p.batch * p.count[0] * p.count[1];
  const rows = Math.min(windows, ROW);
  dispatch(backend, {
    key: `averagePooling ${wide} ${keyOf(p, axes)}`,
    code: () => (wide ? wideCode(p, axes) : narrowCode(p, axes)),
    bindings: [result, x],
    workgroups: wide
      ? [divideUp(p.across, ACROSS), rows, divideUp(windows, rows)]
      : flatGrid(elementsOf(p, result), WIDTH),
  });
  return result;
}

function gradient(
  { backend, inputs, attrs }: KernelCall,
  axesOf: (p: Pooled) => Axes,
  count: SlidingMean["count"],
): TensorInfo {
  const { dy } = inputs as { dy: TensorInfo };
  const shape = attrs.inputShape as unknown as readonly number[];
  const p = pooledOf(shape, count);
  const axes = axesOf(p);
  const dx = output(backend, shape);
  dispatch(backend, {
    key: `averagePoolingGradient ${keyOf(p, axes)}`,
    code: () => gradientCode(p, axes),
    bindings: [dx, dy],
    workgroups: flatGrid(elementsOf(p, dx), WIDTH),
  });
  return dx;
}

const sliding =
  (mean: SlidingMean) =>
  ({ size }: Pooled): Axes => [slidingAxis(0, size[0], mean), slidingAxis(1, size[1], mean)];
const adaptive = ({ size, count }: Pooled): Axes => [
  adaptiveAxis(0, size[0], count[0]),
  adaptiveAxis(1, size[1], count[1]),
];

export function averagePooling({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { x } = inputs as { x: TensorInfo };
  const mean = attrs as unknown as SlidingMean;
  const p = pooledOf(x.shape, mean.count);
  return forward(backend, x, p, sliding(mean)(p));
}

export function adaptiveAveragePooling({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { x } = inputs as { x: TensorInfo };
  const p = pooledOf(x.shape, attrs.count as unknown as SlidingMean["count"]);
  return forward(backend, x, p, adaptive(p));
}

export function averagePoolingGradient(call: KernelCall): TensorInfo {
  const mean = call.attrs as unknown as SlidingMean;
  return gradient(call, sliding(mean), mean.count);
}

export const adaptiveAveragePoolingGradient = (call: KernelCall): TensorInfo =>
  gradient(call, adaptive, call.attrs.count as unknown as SlidingMean["count"]);
