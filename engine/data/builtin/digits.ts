/**
 * Our own description of the ten digits as pen strokes, in a box of x from -0.6 to 0.6 and y from -1 (top) to 1.
 * Several ways of writing a digit stand side by side; one is chosen for each image.
 */
import { arc, bezier, joined, line, type Stroke } from "./strokes.ts";

type Form = readonly Stroke[];

const zero: readonly Form[] = [
  [arc(0, 0, 0.6, 1, -100, 260, 18)],
  [arc(0, 0, 0.48, 1, -80, 290, 18)],
  [arc(0, 0.05, 0.62, 0.92, -120, 235, 18)],
];
const one: readonly Form[] = [
  [line(0, -1, 0, 1)],
  [line(-0.35, -0.55, 0.05, -1, 0.05, 1)],
  [line(-0.35, -0.6, 0, -1, 0, 1), line(-0.4, 1, 0.4, 1)],
];
const two: readonly Form[] = [
  [joined(arc(0, -0.45, 0.55, 0.55, 195, 385, 10), line(-0.6, 1, 0.6, 1))],
  [
    joined(
      arc(0, -0.5, 0.5, 0.5, 185, 360, 9),
      bezier([0.5, -0.5, 0.5, 0.1, -0.3, 0.5, -0.6, 1]),
      line(0.6, 0.95),
    ),
  ],
  [
    joined(
      arc(0, -0.5, 0.5, 0.5, 190, 395, 9),
      bezier([0.4, -0.2, 0.1, 0.4, -0.4, 1.1, -0.55, 0.8], 6),
      bezier([-0.55, 0.8, -0.5, 0.5, 0, 1.1, 0.6, 0.9], 6),
    ),
  ],
];
const three: readonly Form[] = [
  [joined(arc(0, -0.5, 0.5, 0.5, 205, 450, 10), arc(0, 0.5, 0.57, 0.5, 270, 515, 10))],
  [joined(line(-0.5, -1, 0.5, -1, -0.05, -0.2), arc(-0.02, 0.4, 0.58, 0.6, 270, 510, 11))],
  [joined(arc(-0.05, -0.52, 0.48, 0.48, 220, 425, 9), arc(0, 0.48, 0.55, 0.52, 285, 500, 10))],
];
const four: readonly Form[] = [
  [line(0.25, -1, -0.6, 0.35, 0.65, 0.35), line(0.25, -1, 0.25, 1)],
  [line(-0.4, -1, -0.5, 0.1, 0.6, 0.1), line(0.35, -0.9, 0.3, 1)],
  [line(-0.2, -1, -0.6, 0.2, 0.6, 0.2), line(0.25, -0.35, 0.2, 1)],
];
const five: readonly Form[] = [
  [joined(line(0.5, -1, -0.4, -1, -0.45, -0.1), arc(0, 0.4, 0.57, 0.6, 230, 505, 11))],
  [line(-0.35, -1, 0.55, -1), joined(line(-0.35, -1, -0.4, -0.1), arc(-0.05, 0.4, 0.6, 0.55, 250, 500, 11))],
];
const six: readonly Form[] = [
  [joined(bezier([0.4, -1, -0.2, -0.9, -0.6, -0.3, -0.57, 0.45]), arc(0, 0.45, 0.57, 0.55, 180, 540, 14))],
  [joined(bezier([0.1, -1, -0.4, -0.5, -0.55, 0, -0.5, 0.5]), arc(-0.02, 0.52, 0.5, 0.48, 180, 520, 14))],
];
const seven: readonly Form[] = [
  [line(-0.55, -1, 0.55, -1, -0.15, 1)],
  [line(-0.55, -1, 0.55, -1, -0.1, 1), line(-0.3, 0, 0.4, 0)],
  [joined(line(-0.55, -0.8, -0.5, -1, 0.5, -0.95), bezier([0.5, -0.95, 0.3, -0.4, 0, 0, -0.05, 1]))],
];
const eight: readonly Form[] = [
  [arc(0, -0.5, 0.48, 0.5, 90, 450, 14), arc(0, 0.5, 0.58, 0.5, -90, 270, 14)],
  [
    joined(
      bezier([0.45, -0.75, -0.1, -1.4, -1, -0.5, 0, 0]),
      bezier([0, 0, 1.1, 0.5, 0.2, 1.3, -0.25, 0.9]),
      bezier([-0.25, 0.9, -0.9, 0.4, 0.3, 0.1, 0.45, -0.7]),
    ),
  ],
];
const nine: readonly Form[] = [
  [joined(arc(0, -0.45, 0.55, 0.55, 0, 360, 14), bezier([0.55, -0.45, 0.6, 0.3, 0.2, 0.9, -0.4, 1]))],
  [joined(arc(0, -0.5, 0.5, 0.5, -20, 345, 14), line(0.5, -0.6, 0.4, 1))],
];

/** Forms of each digit, by its value. */
export const digitForms: readonly (readonly Form[])[] = [
  zero,
  one,
  two,
  three,
  four,
  five,
  six,
  seven,
  eight,
  nine,
];
