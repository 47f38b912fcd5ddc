/** `MaxPoolGrad`: the stock kernel of tfjs-wasm yields wrong gradients. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { composed, type KernelCall } from "./heap.ts";
import { KERNEL, type Simd } from "./simd.ts";

type Four = [number, number, number, number];

function geometryOf({ shape }: TensorInfo, attrs: KernelCall["attrs"]) {
  return tf.backend_util.computePool2DInfo(
    shape as Four,
    attrs.filterSize as unknown as [number, number],
    attrs.strides as unknown as [number, number],
    1,
    attrs.pad as unknown as "valid",
    attrs.dimRoundingMode as unknown as "floor",
  );
}

/** The same as below, four channels at a time. */
export function maxPoolGradientSimd(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo {
  const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
  const g = geometryOf(input, attrs);
  const out = simd.output(input.shape);
  const windows = g.batchSize * g.outHeight * g.outWidth * g.inChannels;
  simd.run(
    KERNEL.maxPoolGradient,
    { work: windows * g.filterHeight * g.filterWidth * 4, most: g.batchSize },
    [
      ...[dy, input, out].map(simd.at),
      ...[g.batchSize, g.inHeight, g.inWidth, g.inChannels],
      ...[g.outHeight, g.outWidth, g.filterHeight, g.filterWidth],
      ...[g.strideHeight, g.strideWidth, g.padInfo.top, g.padInfo.left],
    ],
  );
  return out;
}

/** Each window's gradient goes to its first maximum, row by row, as in PyTorch. */
export const maxPoolGradient = composed((c, { inputs, attrs }) => {
  const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
  const g = geometryOf(input, attrs);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = g;
  return c.create(input.shape, (out) => {
    const [x, gradients] = [c.floats(input), c.floats(dy)];
    out.fill(0);
    let at = 0;
    for (let b = 0; b < g.batchSize; b++) {
      for (let oy = 0; oy < outHeight; oy++) {
        const top = oy * g.strideHeight - padInfo.top;
        const [y0, y1] = [Math.max(0, top), Math.min(inHeight, top + g.filterHeight)];
        for (let ox = 0; ox < outWidth; ox++) {
          const left = ox * g.strideWidth - padInfo.left;
          const [x0, x1] = [Math.max(0, left), Math.min(inWidth, left + g.filterWidth)];
          for (let channel = 0; channel < inChannels; channel++) {
            let best = ((b * inHeight + y0) * inWidth + x0) * inChannels + channel;
            let largest = x[best] as number;
            for (let y = y0; y < y1; y++) {
              const row = (b * inHeight + y) * inWidth;
              for (let column = x0; column < x1; column++) {
                const candidate = (row + column) * inChannels + channel;
                const value = x[candidate] as number;
                if (value > largest) {
                  largest = value;
                  best = candidate;
                }
              }
            }
            out[best] = (out[best] as number) + (gradients[at++] as number);
          }
        }
      }
    }
  });
});
