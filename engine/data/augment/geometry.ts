/** Augmentations that move pixels. Images are `H × W × C`, channels last. */
import type { ImageSize } from "../process/resize.ts";
import { cosSin, fractionBits } from "./angle.ts";

/** Mirrors left and right. */
export function flipHorizontal(pixels: Float32Array, { height, width, channels }: ImageSize): Float32Array {
  const out = new Float32Array(pixels.length);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = width - 1; x >= 0; x--) {
      const from = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) out[at++] = pixels[from + c] as number;
    }
  }
  return out;
}

/** Moves the image by whole pixels, down and right where positive; what comes in is black. A crop from a padded image. */
export function shift(
  pixels: Float32Array,
  { height, width, channels }: ImageSize,
  down: number,
  right: number,
): Float32Array {
  const out = new Float32Array(pixels.length);
  const from = Math.max(0, -right);
  const until = Math.min(width, width - right);
  if (until <= from) return out;
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
    const row = pixels.subarray((y * width + from) * channels, (y * width + until) * channels);
    out.set(row, ((y + down) * width + from + right) * channels);
  }
  return out;
}

/**
 * Turns the image counter-clockwise about its centre; bilinear, black where nothing was. Positions are whole numbers of a
 * small fraction of a pixel, so that every machine takes the same pixels.
 */
export function rotate(
  pixels: Float32Array,
  { height, width, channels }: ImageSize,
  angle: number,
): Float32Array {
  const out = new Float32Array(pixels.length);
  const bits = fractionBits({ height, width });
  const [cos, sin] = cosSin(angle, bits);
  // Twice the distance from the centre, which may lie between two pixels, is whole: one bit more is behind the point.
  const one = 2 ** (bits + 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dy, dx] = [2 * y - height + 1, 2 * x - width + 1];
      const sx = (width - 1) * 2 ** bits + cos * dx - sin * dy;
      const sy = (height - 1) * 2 ** bits + sin * dx + cos * dy;
      const left = sx >> (bits + 1);
      const top = sy >> (bits + 1);
      const [right, down] = [(sx & (one - 1)) / one, (sy & (one - 1)) / one];
      const at = (y * width + x) * channels;
      for (let corner = 0; corner < 4; corner++) {
        const px = left + (corner & 1);
        const py = top + (corner >> 1);
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        const weight = (corner & 1 ? right : 1 - right) * (corner >> 1 ? down : 1 - down);
        const from = (py * width + px) * channels;
        for (let c = 0; c < channels; c++)
          out[at + c] = (out[at + c] as number) + weight * (pixels[from + c] as number);
      }
    }
  }
  return out;
}

/** Overwrites the square of side `side` about a centre with `fill` (one value a channel), in place; parts outside are dropped. */
export function cutOut(
  pixels: Float32Array,
  { height, width, channels }: ImageSize,
  centre: { readonly y: number; readonly x: number },
  side: number,
  fill: readonly number[],
): void {
  const top = centre.y - Math.floor(side / 2);
  const left = centre.x - Math.floor(side / 2);
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + side); x++) {
      for (let c = 0; c < channels; c++) pixels[(y * width + x) * channels + c] = fill[c] ?? 0;
    }
  }
}
