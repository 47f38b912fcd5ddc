/**
 * Max pooling over windows of any stride, padding and dilation, and its gradient, which goes to the first maximum of a
 * window, row by row, as PyTorch's does; the stock kernel gives it to the last.
 *
 * `MaxPooling`: input `x` `[batch, H, W, C]`; attributes `size`, `stride`, `padding` (in front), `dilation` and `count`, the
 * number of windows along each axis, of which each holds a pixel. `MaxPoolingGrad`: inputs `dy`, `x`, `y`, the same attributes.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { dispatch, output } from "./dispatch.ts";
import {
  coordinates,
  elementsOf,
  elementType,
  type Pair,
  type Pooled,
  place,
  pooledKey,
  pooledOf,
  resultShape,
} from "./pooling.ts";
import type { KernelCall, WebgpuKernel } from "./program.ts";
import { declare, flatGrid, flatMain, lines, vectors, written } from "./wgsl.ts";

const WIDTH = 64;
const AXES = [0, 1] as const;

interface Windows {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly count: Pair;
}
const windowsKey = (w: Windows): string => [w.size, w.stride, w.padding, w.dilation].join();

/** The first pixel of window `o` that lies in the image, and the end of the window's part inside. */
const inside = ({ size, stride, padding, dilation }: Windows, image: Pair): string =>
  AXES.map((axis) => {
    const [d, start] = [dilation[axis], `o * ${stride[axis]} - ${padding[axis]}`];
    return `
fn first${axis}(o : i32) -> i32 {
  let start = ${start};
  return start + ((max(0, -start) + ${d - 1}) / ${d}) * ${d};
}
fn end${axis}(o : i32) -> i32 { return min(${start} + ${d * (size[axis] - 1) + 1}, ${image[axis]}); }`;
  }).join("");

const forwardCode = (p: Pooled, w: Windows): string => `
${declare([written("result", p.vector), vectors("image", p.vector)])}
${inside(w, p.size)}
${flatMain(
  WIDTH,
  "i32(arrayLength(&result))",
  `${coordinates(p.across, p.count)}
  let y0 = first0(y);
  let x0 = first1(x);
  let y1 = end0(y);
  let x1 = end1(x);
  var largest = image[${place(p.across, p.size, "y0", "x0")}];
  for (var iy = y0; iy < y1; iy += ${w.dilation[0]}) {
    for (var ix = x0; ix < x1; ix += ${w.dilation[1]}) {
      largest = max(largest, image[${place(p.across, p.size, "iy", "ix")}]);
    }
  }
  result[index] = largest;`,
)}`;

/** Windows that a pixel lies in, but for those whose steps pass it by. */
const covering = ({ size, stride, padding, dilation, count }: Windows, axis: 0 | 1, at: string): string => {
  const reach = dilation[axis] * (size[axis] - 1);
  return `let from${axis} = max(0, ${at} + ${padding[axis]} - ${reach} + ${stride[axis] - 1}) / ${stride[axis]};
  let to${axis} = min(${count[axis] - 1}, (${at} + ${padding[axis]}) / ${stride[axis]});`;
};
/** Skips a window whose steps pass the pixel by. */
const skip = ({ stride, padding, dilation }: Windows, axis: 0 | 1, at: string, o: string): string =>
  dilation[axis] === 1
    ? ""
    : `if ((${at} + ${padding[axis]} - ${o} * ${stride[axis]}) % ${dilation[axis]} != 0) { continue; }`;

/** Sums the gradients of the windows whose maximum a pixel is, and in which no earlier pixel is as large. */
const gradientCode = (p: Pooled, w: Windows): string => {
  const type = elementType(p);
  const [zero, anyHit, no] = p.vector
    ? ["vec4<f32>(0.0)", "any(hit)", "vec4<bool>(false)"]
    : ["0.0", "hit", "false"];
  return `
${declare([written("dx", p.vector), vectors("image", p.vector), vectors("largest", p.vector), vectors("dy", p.vector)])}
${inside(w, p.size)}
${flatMain(
  WIDTH,
  "i32(arrayLength(&dx))",
  `${coordinates(p.across, p.size)}
  let value = image[index];
  ${covering(w, 0, "y")}
  ${covering(w, 1, "x")}
  var sum = ${type}(${zero});
  for (var oy = from0; oy <= to0; oy++) {
    ${skip(w, 0, "y", "oy")}
    for (var ox = from1; ox <= to1; ox++) {
      ${skip(w, 1, "x", "ox")}
      let at = ${place(p.across, w.count, "oy", "ox")};
      let hit = value == largest[at];
      if (!${anyHit}) { continue; }
      var earlier = ${no};
      let x0 = first1(ox);
      let x1 = end1(ox);
      for (var wy = first0(oy); wy <= y; wy += ${w.dilation[0]}) {
        let stop = select(x1, x, wy == y);
        for (var wx = x0; wx < stop; wx += ${w.dilation[1]}) {
          earlier = earlier | (image[${place(p.across, p.size, "wy", "wx")}] == value);
        }
      }
      sum += select(${zero}, dy[at], hit & !earlier);
    }
  }
  dx[index] = sum;`,
)}`;
};

/** Taps of a window that an invocation takes one after the other, written out. */
const MOST_TAPS = 16;

/** Windows side by side: every pixel lies in one of them, or behind the last. */
const isTiling = ({ size, stride, dilation }: Windows): boolean =>
  AXES.every((axis) => size[axis] === stride[axis] && dilation[axis] === 1) && size[0] * size[1] <= MOST_TAPS;

/** Windows along each axis with those behind the last that still hold a pixel, whose gradient is zero. */
const tilesOf = (p: Pooled, { stride, padding }: Windows): Pair => [
  Math.floor((p.size[0] - 1 + padding[0]) / stride[0]) + 1,
  Math.floor((p.size[1] - 1 + padding[1]) / stride[1]) + 1,
];

/** An invocation a window, which writes the gradient of all its pixels. */
const tilingCode = (p: Pooled, w: Windows): string => {
  const tiles = tilesOf(p, w);
  const [type, flags] = [elementType(p), p.vector ? "vec4<bool>" : "bool"];
  const whole = AXES.every((axis) => w.padding[axis] === 0 && tiles[axis] * w.stride[axis] === p.size[axis]);
  const tap = (i: number): string => {
    const [ky, kx] = [Math.floor(i / w.size[1]), i % w.size[1]];
    const inside = `iy >= 0 && iy < ${p.size[0]} && ix >= 0 && ix < ${p.size[1]}`;
    return `
  {
    let iy = top + ${ky};
    let ix = left + ${kx};
    ${whole ? "" : `if (${inside})`} {
      let at = ${place(p.across, p.size, "iy", "ix")};
      let hit = (image[at] == value) & !taken;
      dx[at] = select(${type}(0.0), upstream, hit);
      taken = taken | hit;
    }
  }`;
  };
  return `
${declare([written("dx", p.vector), vectors("image", p.vector), vectors("largest", p.vector), vectors("dy", p.vector)])}
${flatMain(
  WIDTH,
  `i32(arrayLength(&dx)) / ${p.size[0] * p.size[1]} * ${tiles[0] * tiles[1]}`,
  `${coordinates(p.across, tiles)}
  let top = y * ${w.stride[0]} - ${w.padding[0]};
  let left = x * ${w.stride[1]} - ${w.padding[1]};
  var value = ${type}(0.0);
  var upstream = ${type}(0.0);
  if (y < ${w.count[0]} && x < ${w.count[1]}) {
    let window = ${place(p.across, w.count, "y", "x")};
    value = largest[window];
    upstream = dy[window];
  }
  var taken = ${flags}(false);
  ${lines(w.size[0] * w.size[1], tap)}`,
)}`;
};

export function maxPooling({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { x } = inputs as { x: TensorInfo };
  const w = attrs as unknown as Windows;
  const p = pooledOf(x.shape, w.count);
  const result = output(backend, resultShape(p));
  dispatch(backend, {
    key: `maxPooling ${pooledKey(p)} ${windowsKey(w)}`,
    code: () => forwardCode(p, w),
    bindings: [result, x],
    workgroups: flatGrid(elementsOf(p, result), WIDTH),
  });
  return result;
}

export function maxPoolingGradient({ backend, inputs, attrs }: KernelCall): TensorInfo {
  const { dy, x, y } = inputs as { dy: TensorInfo; x: TensorInfo; y: TensorInfo };
  const w = attrs as unknown as Windows;
  const p = pooledOf(x.shape, w.count);
  const dx = output(backend, x.shape);
  const tiling = isTiling(w);
  const [rows, columns] = tilesOf(p, w);
  dispatch(backend, {
    key: `maxPoolingGradient ${pooledKey(p)} ${windowsKey(w)}${tiling ? " tiling" : ""}`,
    code: () => (tiling ? tilingCode(p, w) : gradientCode(p, w)),
    bindings: [dx, x, y, dy],
    workgroups: flatGrid(tiling ? p.batch * rows * columns * p.across : elementsOf(p, dx), WIDTH),
  });
  return dx;
}

type Four = [number, number, number, number];

/** tfjs' `MaxPoolGrad`. */
export const maxPoolGradient: WebgpuKernel = ({ inputs, attrs, backend }) => {
  const { dy, input, output: y } = inputs as { dy: TensorInfo; input: TensorInfo; output: TensorInfo };
  const g = tf.backend_util.computePool2DInfo(
    input.shape as Four,
    attrs.filterSize as unknown as [number, number],
    attrs.strides as unknown as [number, number],
    1,
    attrs.pad as unknown as "valid",
    attrs.dimRoundingMode as unknown as "floor",
  );
  const windows: Windows = {
    size: [g.filterHeight, g.filterWidth],
    stride: [g.strideHeight, g.strideWidth],
    padding: [g.padInfo.top, g.padInfo.left],
    dilation: [1, 1],
    count: [g.outHeight, g.outWidth],
  };
  return maxPoolingGradient({ backend, inputs: { dy, x: input, y }, attrs: { ...windows } as never });
};
