/** `MaxPoolGrad`: the stock kernel gives the gradient to the last maximum of a window, PyTorch to the first. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { dispatch, output, sizeOf } from "./dispatch.ts";
import type { WebgpuKernel } from "./program.ts";
import { declare, f32, flatGrid, flatMain, written } from "./wgsl.ts";

const WIDTH = 64;

interface Window {
  readonly size: readonly [number, number];
  readonly outputSize: readonly [number, number];
  readonly window: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly before: readonly [number, number];
  readonly channels: number;
}

/** Sums the gradients of the windows whose maximum this pixel is, and in which no earlier pixel is as large. */
const code = ({ size, outputSize, window, stride, before, channels }: Window): string => `
${declare([written("dx"), f32("x"), f32("y"), f32("dy")])}
${flatMain(
  WIDTH,
  "i32(arrayLength(&dx))",
  `
  let c = index % ${channels};
  let pixel = index / ${channels};
  let ix = pixel % ${size[1]};
  let row = pixel / ${size[1]};
  let iy = row % ${size[0]};
  let b = row / ${size[0]};
  let value = x[index];
  let ay = iy + ${before[0]};
  let ax = ix + ${before[1]};
  let lastY = min(${outputSize[0] - 1}, ay / ${stride[0]});
  let lastX = min(${outputSize[1] - 1}, ax / ${stride[1]});
  var sum = 0.0;
  for (var oy = max(0, ay - ${window[0]} + ${stride[0]}) / ${stride[0]}; oy <= lastY; oy++) {
    for (var ox = max(0, ax - ${window[1]} + ${stride[1]}) / ${stride[1]}; ox <= lastX; ox++) {
      let at = ((b * ${outputSize[0]} + oy) * ${outputSize[1]} + ox) * ${channels} + c;
      if (value != y[at]) { continue; }
      let y0 = max(0, oy * ${stride[0]} - ${before[0]});
      let x0 = max(0, ox * ${stride[1]} - ${before[1]});
      let x1 = min(ox * ${stride[1]} - ${before[1]} + ${window[1]}, ${size[1]});
      var earlier = false;
      for (var wy = y0; wy <= iy; wy++) {
        let stop = select(x1, ix, wy == iy);
        for (var wx = x0; wx < stop; wx++) {
          earlier = earlier || x[((b * ${size[0]} + wy) * ${size[1]} + wx) * ${channels} + c] == value;
        }
      }
      if (!earlier) { sum += dy[at]; }
    }
  }
  dx[index] = sum;`,
)}`;

type Four = [number, number, number, number];

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
  const geometry: Window = {
    size: [g.inHeight, g.inWidth],
    outputSize: [g.outHeight, g.outWidth],
    window: [g.filterHeight, g.filterWidth],
    stride: [g.strideHeight, g.strideWidth],
    before: [g.padInfo.top, g.padInfo.left],
    channels: g.inChannels,
  };
  const dx = output(backend, input.shape);
  dispatch(backend, {
    key: `maxPoolGradient ${Object.values(geometry).join()}`,
    code: () => code(geometry),
    bindings: [dx, input, y, dy],
    workgroups: flatGrid(sizeOf(input.shape), WIDTH),
  });
  return dx;
};
