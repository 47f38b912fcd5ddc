/** Changes of brightness, contrast and saturation, with torchvision's formulas. Values stay in 0..1. */
import { toGrey } from "../process/color.ts";

export interface ColorFactors {
  /** 1 leaves as it is; 0 is black. */
  readonly brightness: number;
  /** 1 leaves as it is; 0 is the mean grey. */
  readonly contrast: number;
  /** 1 leaves as it is; 0 is grey. No effect on grey images. */
  readonly saturation: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Brightness, then contrast, then saturation, on `H × W × C` pixels in place. */
export function adjustColor(pixels: Float32Array, channels: number, factors: ColorFactors): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = clamp((pixels[i] as number) * factors.brightness);
  const grey = channels === 3 ? toGrey(pixels, 3) : pixels;
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  blend(pixels, factors.contrast, () => mean);
  if (channels !== 3) return;
  const luma = toGrey(pixels, 3);
  blend(pixels, factors.saturation, (i) => luma[Math.floor(i / 3)] as number);
}

function blend(pixels: Float32Array, factor: number, other: (index: number) => number): void {
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = clamp(factor * (pixels[i] as number) + (1 - factor) * other(i));
}
