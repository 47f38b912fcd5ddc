/** Silhouettes of the families in a square of 16: told apart without colour. */
import type { Tone } from "./scene.ts";

export interface Stroke {
  readonly d: string;
  /** Painted as an area instead of a line. */
  readonly filled?: true;
}

export const GLYPH_SIZE = 16;

const square = (x: number, y: number, side: number): string => `M${x},${y}h${side}v${side}h${-side}Z`;
const circle = (x: number, y: number, r: number): string =>
  `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;

export const GLYPHS: Readonly<Record<Tone, readonly Stroke[]>> = {
  // A grid: the window of a kernel, one weight set.
  convolution: [
    { d: square(2.5, 2.5, 4.6), filled: true },
    { d: square(8.9, 8.9, 4.6), filled: true },
    { d: square(8.9, 2.5, 4.6) },
    { d: square(2.5, 8.9, 4.6) },
  ],
  // A funnel: many values become one.
  pooling: [{ d: "M2,3H14L9.6,8.4V13.6L6.4,12V8.4Z" }],
  // A bell: the distribution that is brought to mean 0 and deviation 1.
  normalisation: [{ d: "M1.6,13C5,13 5.4,3.2 8,3.2S11,13 14.4,13" }],
  // A knee: zero, then rising.
  activation: [{ d: "M1.8,12.4H7.4L13.8,3.6" }],
  // A bundle: everything joined to everything.
  dense: [
    { d: "M4,3.4L12,3.4M4,3.4L12,12.6M4,12.6L12,3.4M4,12.6L12,12.6" },
    { d: circle(3.4, 3.4, 1.7), filled: true },
    { d: circle(12.6, 3.4, 1.7), filled: true },
    { d: circle(3.4, 12.6, 1.7), filled: true },
    { d: circle(12.6, 12.6, 1.7), filled: true },
  ],
  // Two ways into one.
  combine: [{ d: "M2,3.4C6.4,3.4 6.4,8 9.4,8M2,12.6C6.4,12.6 6.4,8 9.4,8H14M11.4,5.4L14,8L11.4,10.6" }],
  // A ring: where the network begins and ends.
  io: [{ d: circle(8, 8, 5.6) }, { d: circle(8, 8, 2), filled: true }],
  // A sheet folded into a strip.
  shape: [{ d: "M2,4.4H10.6V11.6H2ZM10.6,4.4L14,2.4V9.6L10.6,11.6M5,4.4V11.6M7.8,4.4V11.6" }],
  // A field of dots, one left out.
  regularisation: [
    { d: circle(3.6, 3.6, 1.6), filled: true },
    { d: circle(12.4, 3.6, 1.6) },
    { d: circle(8, 8, 1.6), filled: true },
    { d: circle(3.6, 12.4, 1.6) },
    { d: circle(12.4, 12.4, 1.6), filled: true },
  ],
  // A stack: an outline behind an outline.
  block: [{ d: "M5.2,2.2H13.8V10.8H5.2Z" }, { d: "M5.2,5.2H2.2V13.8H10.8V10.8" }],
  // A doorway with an arrow through it.
  port: [{ d: "M6,2.6H13.4V13.4H6M1.8,8H9.4M6.8,5.2L9.6,8L6.8,10.8" }],
  unknown: [
    { d: "M5.2,5.6C5.4,2.2 10.8,2.4 10.6,5.6C10.5,7.8 8,7.8 8,10" },
    { d: circle(8, 12.9, 1), filled: true },
  ],
};
