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
  const { brightness, contrast, saturation } = factors;
  for (let i = 0; i < pixels.length; i++) pixels[i] = clamp((pixels[i] as number) * brightness);
  const grey = channels === 3 ? toGrey(pixels, 3) : pixels;
  let sum = 0;
  for (let i = 0; i < grey.length; i++) sum += grey[i] as number;
  const rest = ((1 - contrast) * sum) / grey.length;
  for (let i = 0; i < pixels.length; i++) pixels[i] = clamp(contrast * (pixels[i] as number) + rest);
  if (channels !== 3) return;
  const luma = toGrey(pixels, 3);
  for (let at = 0, i = 0; i < luma.length; i++) {
    const share = (1 - saturation) * (luma[i] as number);
    for (let c = 0; c < 3; c++, at++) pixels[at] = clamp(saturation * (pixels[at] as number) + share);
  }
}
