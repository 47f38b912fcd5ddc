/** Pen strokes: curves as polylines, and drawing them by the distance of each pixel to the nearest segment. */
import type { Random } from "../../tensor/random.ts";

/** `x0, y0, x1, y1, ...`; x to the right, y down. */
export type Stroke = readonly number[];

/** Straight through the points. */
export const line = (...points: readonly number[]): Stroke => points;

/** Part of an ellipse from angle `from` to `to` in degrees; 0 is right, 90 is down. */
export function arc(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  from: number,
  to: number,
  steps = 14,
): Stroke {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  }).flat();
}

/** Cubic Bézier curve with its four points as `x, y` pairs. */
export function bezier(points: readonly number[], steps = 8): Stroke {
  const at = (axis: number, t: number): number => {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 2, 4, 6].map((offset) => points[offset + axis] ?? 0);
    const s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  };
  return Array.from({ length: steps + 1 }, (_, i) => [at(0, i / steps), at(1, i / steps)]).flat();
}

/** One stroke after the other without lifting the pen. */
export const joined = (...strokes: readonly Stroke[]): Stroke => strokes.flat();

/** A grey image that strokes are laid on; values 0..1, row by row. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Draws with a round pen of `radius` pixels; the edge falls off over one pixel, overlaps keep the larger value. */
export function drawStroke(canvas: Canvas, stroke: Stroke, radius: number, ink: number): void {
  for (let i = 0; i + 3 < stroke.length; i += 2) {
    drawSegment(
      canvas,
      stroke[i] as number,
      stroke[i + 1] as number,
      stroke[i + 2] as number,
      stroke[i + 3] as number,
      radius,
      ink,
    );
  }
}

function drawSegment(
  { width, height, values }: Canvas,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  ink: number,
): void {
  const reach = radius + 0.5;
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
  const right = Math.min(width - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
  const bottom = Math.min(height - 1, Math.floor(Math.max(y0, y1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = squared === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / squared;
      const t = along < 0 ? 0 : Math.min(along, 1);
      const ex = x - x0 - t * dx;
      const ey = y - y0 - t * dy;
      const cover = reach - Math.sqrt(ex * ex + ey * ey);
      if (cover <= 0) continue;
      const value = ink * Math.min(cover, 1);
      const at = y * width + x;
      if (value > (values[at] as number)) values[at] = value;
    }
  }
}

/** Uniform in [from, to). */
export const between = (random: Random, from: number, to: number): number =>
  from + (to - from) * random.next();
