/** Bilinear resizing and centred cropping or padding; all hosts share it, since their decoders' own resizing differs. */

export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Part of an image: whole pixels from `top`, `left`. */
export interface Window {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** For each output position the two source positions and the weight of the second. */
interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly weight: Float32Array;
}

function tapsOf(from: number, start: number, to: number): Taps {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const weight = new Float32Array(to);
  const scale = from / to;
  for (let i = 0; i < to; i++) {
    const at = Math.max(0, (i + 0.5) * scale - 0.5);
    const first = Math.min(from - 1, Math.floor(at));
    low[i] = start + first;
    high[i] = start + Math.min(from - 1, first + 1);
    weight[i] = at - first;
  }
  return { low, high, weight };
}

/**
 * Resizes `source` (`H × W × C`, channels last), or the part of it in `window`, to `height × width × C`. Bilinear with
 * half-pixel centres and without antialiasing, as `torch.nn.functional.interpolate(mode="bilinear", align_corners=False)`.
 */
export function resizeBilinear(
  source: Float32Array | Uint8Array,
  { height, width, channels }: ImageSize,
  to: { readonly height: number; readonly width: number },
  window: Window = { top: 0, left: 0, height, width },
): Float32Array {
  const rows = tapsOf(window.height, window.top, to.height);
  const columns = tapsOf(window.width, window.left, to.width);
  const out = new Float32Array(to.height * to.width * channels);
  let at = 0;
  for (let y = 0; y < to.height; y++) {
    const upper = (rows.low[y] as number) * width;
    const lower = (rows.high[y] as number) * width;
    const v = rows.weight[y] as number;
    for (let x = 0; x < to.width; x++) {
      const left = columns.low[x] as number;
      const right = columns.high[x] as number;
      const u = columns.weight[x] as number;
      const [a, b] = [(upper + left) * channels, (upper + right) * channels];
      const [c, d] = [(lower + left) * channels, (lower + right) * channels];
      for (let k = 0; k < channels; k++) {
        const top = (1 - u) * (source[a + k] as number) + u * (source[b + k] as number);
        const bottom = (1 - u) * (source[c + k] as number) + u * (source[d + k] as number);
        out[at++] = (1 - v) * top + v * bottom;
      }
    }
  }
  return out;
}

/** The largest centred window of the aspect ratio of `to`. */
export function centredWindow(
  { height, width }: { readonly height: number; readonly width: number },
  to: { readonly height: number; readonly width: number },
): Window {
  const isTooWide = width * to.height > height * to.width;
  const keptWidth = isTooWide ? Math.max(1, Math.round((height * to.width) / to.height)) : width;
  const keptHeight = isTooWide ? height : Math.max(1, Math.round((width * to.height) / to.width));
  return {
    top: Math.floor((height - keptHeight) / 2),
    left: Math.floor((width - keptWidth) / 2),
    height: keptHeight,
    width: keptWidth,
  };
}

/** The largest size within `to` that keeps the aspect ratio. */
export function sizeWithin(
  { height, width }: { readonly height: number; readonly width: number },
  to: { readonly height: number; readonly width: number },
): { readonly height: number; readonly width: number } {
  const scale = Math.min(to.height / height, to.width / width);
  return {
    height: Math.min(to.height, Math.max(1, Math.round(height * scale))),
    width: Math.min(to.width, Math.max(1, Math.round(width * scale))),
  };
}

/**
 * Cuts `source` (`H × W × C`) centrally to `to`, and where it is smaller surrounds it with `fill`; sizes may mix. An odd
 * difference leaves the larger margin below and on the right.
 */
export function centre(
  source: Float32Array,
  { height, width, channels }: ImageSize,
  to: { readonly height: number; readonly width: number },
  fill = 0,
): Float32Array {
  const out = new Float32Array(to.height * to.width * channels).fill(fill);
  const dy = Math.floor((to.height - height) / 2);
  const dx = Math.floor((to.width - width) / 2);
  const from = Math.max(0, -dx);
  const until = Math.min(width, to.width - dx);
  for (let y = Math.max(0, -dy); y < Math.min(height, to.height - dy); y++) {
    const row = source.subarray((y * width + from) * channels, (y * width + until) * channels);
    out.set(row, ((y + dy) * to.width + from + dx) * channels);
  }
  return out;
}
