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
 * Calls `visit` for every window row and kernel row that meet in the image: offsets of the first pixel of the kernel's
 * row in `x`, of the window in `dy`, and of the kernel row, with the columns of the kernel that lie in the image.
 */
function forEachWindow(
  { batch, height, width }: ConvGeometry,
  visit: (pixel: number, window: number, tap: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < height.output; oy++) {
      const top = oy * height.stride - height.before;
      const [kyStart, kyEnd] = [Math.max(0, -top), Math.min(height.kernel, height.input - top)];
      for (let ox = 0; ox < width.output; ox++) {
        const left = ox * width.stride - width.before;
        const [kxStart, kxEnd] = [Math.max(0, -left), Math.min(width.kernel, width.input - left)];
        const window = (b * height.output + oy) * width.output + ox;
        for (let ky = kyStart; ky < kyEnd; ky++) {
          const row = (b * height.input + top + ky) * width.input + left;
          for (let kx = kxStart; kx < kxEnd; kx++) visit(row + kx, window, ky * width.kernel + kx);
        }
      }
    }
  }
}

/** `dW[ky, kx, c, m] = sum over b, y, x of X[b, y*s + ky - p, x*s + kx - p, c] dY[b, y, x, c*M + m]`. */
export const depthwiseFilterGradient: WasmKernel = composed((c, call) => {
  const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
  const filterShape = call.attrs.filterShape as unknown as number[];
  const g = geometryOf(x.shape, filterShape, call);
  const [channels, outputs] = [g.inputChannels, g.outputChannels];
  const multiplier = outputs / channels;
  const [pixels, gradients] = [c.floats(x), c.floats(dy)];
  const sums = new Float64Array(g.height.kernel * g.width.kernel * outputs);
  forEachWindow(g, (pixel, window, tap) => {
    const [from, by, to] = [pixel * channels, window * outputs, tap * outputs];
    if (multiplier === 1) {
      for (let i = 0; i < channels; i++) {
        sums[to + i] =
          (sums[to + i] as number) + (pixels[from + i] as number) * (gradients[by + i] as number);
      }
    } else {
      for (let o = 0; o < outputs; o++) {
        const value = pixels[from + Math.floor(o / multiplier)] as number;
        sums[to + o] = (sums[to + o] as number) + value * (gradients[by + o] as number);
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
  const [channels, outputs] = [g.inputChannels, g.outputChannels];
  const multiplier = outputs / channels;
  return c.create(inputShape, (out) => {
    const [kernel, gradients] = [c.floats(filter), c.floats(dy)];
    out.fill(0);
    forEachWindow(g, (pixel, window, tap) => {
      const [to, by, from] = [pixel * channels, window * outputs, tap * outputs];
      if (multiplier === 1) {
        for (let i = 0; i < channels; i++) {
          out[to + i] =
            (out[to + i] as number) + (kernel[from + i] as number) * (gradients[by + i] as number);
        }
      } else {
        for (let o = 0; o < outputs; o++) {
          const at = to + Math.floor(o / multiplier);
          out[at] = (out[at] as number) + (kernel[from + o] as number) * (gradients[by + o] as number);
        }
      }
    });
  });
});
