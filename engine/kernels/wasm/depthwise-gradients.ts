/** The two gradients of a depthwise convolution, which stock tfjs-wasm lacks. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ConvGeometry, convGeometry } from "./conv-geometry.ts";
import { composed, type KernelCall, type WasmKernel } from "./heap.ts";

function geometryOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  call: KernelCall,
): ConvGeometry {
  const g = convGeometry(inputShape, filterShape, call.attrs, true);
  if (g.dilated)
    throw new Error("The gradient of a dilated depthwise convolution is not a kernel of its own.");
  return g;
}

/**
 * Calls `visit` for every row of windows and row of the kernel that meet in the image, with the positions of the first
 * pixel of the image's row, of the first window of the row, and of the first tap of the kernel's row.
 */
function forEachRow(
  { batch, height, width }: ConvGeometry,
  visit: (pixels: number, windows: number, taps: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < height.output; oy++) {
      const top = oy * height.stride - height.before;
      const windows = (b * height.output + oy) * width.output;
      for (let ky = Math.max(0, -top); ky < Math.min(height.kernel, height.input - top); ky++) {
        visit((b * height.input + top + ky) * width.input, windows, ky * width.kernel);
      }
    }
  }
}

/** `dW[ky, kx, c, m] = sum over b, y, x of X[b, y*s + ky - p, x*s + kx - p, c] dY[b, y, x, c*M + m]`. */
export const depthwiseFilterGradient: WasmKernel = composed((c, call) => {
  const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
  const filterShape = call.attrs.filterShape as unknown as number[];
  const g = geometryOf(x.shape, filterShape, call);
  const { width, inputChannels: channels, outputChannels: outputs } = g;
  const multiplier = outputs / channels;
  const [pixels, gradients] = [c.floats(x), c.floats(dy)];
  const sums = new Float64Array(g.height.kernel * width.kernel * outputs);
  forEachRow(g, (row, windows, taps) => {
    for (let ox = 0; ox < width.output; ox++) {
      const left = ox * width.stride - width.before;
      const by = (windows + ox) * outputs;
      const end = Math.min(width.kernel, width.input - left);
      for (let kx = Math.max(0, -left); kx < end; kx++) {
        const from = (row + left + kx) * channels;
        const to = (taps + kx) * outputs;
        for (let o = 0; o < outputs; o++) {
          const pixel = pixels[from + (multiplier === 1 ? o : Math.floor(o / multiplier))] as number;
          sums[to + o] = (sums[to + o] as number) + pixel * (gradients[by + o] as number);
        }
      }
    }
  });
  return c.create(filterShape, (out) => out.set(sums));
});

/** `dX[b, y, x, c]` gathers `W[ky, kx, c, m] dY[b, oy, ox, c*M + m]` from every window that covers the pixel. */
export const depthwiseInputGradient: WasmKernel = composed((c, call) => {
  const { dy, filter } = call.inputs as { dy: TensorInfo; filter: TensorInfo };
  const inputShape = call.attrs.inputShape as unknown as number[];
  const g = geometryOf(inputShape, filter.shape, call);
  const { width, inputChannels: channels, outputChannels: outputs } = g;
  const multiplier = outputs / channels;
  return c.create(inputShape, (out) => {
    const [kernel, gradients] = [c.floats(filter), c.floats(dy)];
    out.fill(0);
    forEachRow(g, (row, windows, taps) => {
      for (let ox = 0; ox < width.output; ox++) {
        const left = ox * width.stride - width.before;
        const by = (windows + ox) * outputs;
        const end = Math.min(width.kernel, width.input - left);
        for (let kx = Math.max(0, -left); kx < end; kx++) {
          const to = (row + left + kx) * channels;
          const from = (taps + kx) * outputs;
          for (let o = 0; o < outputs; o++) {
            const at = to + (multiplier === 1 ? o : Math.floor(o / multiplier));
            out[at] = (out[at] as number) + (kernel[from + o] as number) * (gradients[by + o] as number);
          }
        }
      }
    });
  });
});
