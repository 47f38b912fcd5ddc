/** Shape rules shared by the layers with a sliding window. */
import { formatShape, type Shape } from "../tensor/shape.ts";
import { windowOutput } from "../tensor/window.ts";
import type { Pair } from "./param.ts";
import { type Inferred, inferred, refused, type WindowGeometry } from "./spec.ts";

export interface Sliding {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceil?: boolean;
}

/** `[channels, H', W']` of a window sliding over `[C, H, W]`, or why it does not fit. */
export function slide(shape: Shape, p: Sliding, channels: number): Inferred {
  const [, height = 0, width = 0] = shape;
  const along = (axis: 0 | 1, size: number): number =>
    windowOutput({
      size,
      kernel: p.kernel[axis],
      stride: p.stride[axis],
      padding: p.padding[axis],
      dilation: p.dilation[axis],
      ceil: p.ceil ?? false,
    });
  const h = along(0, height);
  const w = along(1, width);
  if (h >= 1 && w >= 1) return inferred(channels, h, w);
  return refused("window-too-large", {
    shape: formatShape(shape),
    kernel: p.kernel.join("×"),
    dilation: p.dilation.join("×"),
    padding: p.padding.join("×"),
  });
}

/**
 * The rules of pooling: padding of at most half the window (rounded down), as PyTorch requires, and no window whose
 * elements all fall beside the input, which only dilation can bring about.
 */
export function pool(shape: Shape, p: Sliding): Inferred {
  const [channels = 0, height = 0, width = 0] = shape;
  const limit: Pair = [Math.floor(p.kernel[0] / 2), Math.floor(p.kernel[1] / 2)];
  const values = {
    shape: formatShape(shape),
    kernel: p.kernel.join("×"),
    padding: p.padding.join("×"),
    dilation: p.dilation.join("×"),
  };
  if (p.padding[0] > limit[0] || p.padding[1] > limit[1])
    return refused("padding-too-large", { ...values, limit: limit.join("×") });
  const result = slide(shape, p, channels);
  const misses = (axis: 0 | 1, size: number): boolean => p.padding[axis] > 0 && p.dilation[axis] > size;
  if (result.ok && (misses(0, height) || misses(1, width))) return refused("window-misses-input", values);
  return result;
}

export const geometry = (p: Sliding): WindowGeometry => ({
  kernel: p.kernel,
  stride: p.stride,
  padding: p.padding,
  dilation: p.dilation,
});
