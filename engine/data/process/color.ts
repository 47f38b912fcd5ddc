/** Colours: to grey and back. */

/** ITU-R BT.601 luma, as PIL's mode `L` and torchvision's grayscale. */
export const LUMA = [0.299, 0.587, 0.114] as const;

/** `count × 4` RGBA or `count × 3` RGB values to `count` grey ones; alpha is dropped. */
export function toGrey(pixels: Float32Array | Uint8Array, channels: 3 | 4): Float32Array {
  const out = new Float32Array(pixels.length / channels);
  for (let i = 0, at = 0; i < out.length; i++, at += channels) {
    out[i] =
      LUMA[0] * (pixels[at] as number) +
      LUMA[1] * (pixels[at + 1] as number) +
      LUMA[2] * (pixels[at + 2] as number);
  }
  return out;
}

/**
 * What is transparent becomes white, as on paper; the argument itself where nothing is. A browser's canvas keeps no colour
 * under full transparency, so that the colours beneath cannot be used where hosts are to agree.
 */
export function overWhite(rgba: Uint8Array): Uint8Array {
  let isOpaque = true;
  for (let i = 3; i < rgba.length && isOpaque; i += 4) isOpaque = rgba[i] === 255;
  if (isOpaque) return rgba;
  const out = new Uint8Array(rgba.length).fill(255);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = (rgba[i + 3] as number) / 255;
    for (let c = i; c < i + 3; c++) out[c] = Math.round(255 + alpha * ((rgba[c] as number) - 255));
  }
  return out;
}

/** `count × 4` RGBA to `count × 3` RGB; alpha is dropped. */
export function dropAlpha(rgba: Float32Array | Uint8Array): Float32Array {
  const count = rgba.length / 4;
  const out = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = rgba[i * 4 + c] as number;
  }
  return out;
}

/** `count` grey values to `count × 3` RGB. */
export function greyToRgb(grey: Float32Array): Float32Array {
  const out = new Float32Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) out.fill(grey[i] as number, i * 3, i * 3 + 3);
  return out;
}
