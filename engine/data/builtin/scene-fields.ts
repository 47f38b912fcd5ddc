/** Shapes as signed distances and textures as values in 0..1, from which `builtin:scenes` is painted. */
import type { Random } from "../../tensor/random.ts";
import { between } from "./strokes.ts";

/** A scalar at each point of the plane. */
export type Field = (x: number, y: number) => number;

const HALF_ROOT_3 = Math.sqrt(3) / 2;

/** Signed distance (negative inside), in units of the object's radius; the areas are alike. */
export const objectShapes: readonly { readonly name: string; readonly distance: Field }[] = [
  { name: "disc", distance: (x, y) => Math.sqrt(x * x + y * y) - 0.95 },
  { name: "square", distance: (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 0.84 },
  {
    name: "triangle",
    distance: (x, y) => Math.max(y, HALF_ROOT_3 * x - 0.5 * y, -HALF_ROOT_3 * x - 0.5 * y) - 0.6,
  },
  { name: "ring", distance: (x, y) => Math.abs(Math.sqrt(x * x + y * y) - 0.8) - 0.3 },
  {
    name: "cross",
    distance: (x, y) =>
      Math.min(
        Math.max(Math.abs(x) - 1.1, Math.abs(y) - 0.42),
        Math.max(Math.abs(x) - 0.42, Math.abs(y) - 1.1),
      ),
  },
];

const smooth = (value: number): number => (value <= 0 ? 0 : value >= 1 ? 1 : value * value * (3 - 2 * value));

/** Turns the plane by a drawn angle and moves it by up to `offset` pixels. */
function turned(random: Random, offset: number, field: Field): Field {
  const angle = between(random, 0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [between(random, 0, offset), between(random, 0, offset)];
  return (x, y) => field(cos * x - sin * y + dx, sin * x + cos * y + dy);
}

function stripes(random: Random, from: number, to: number): Field {
  const turn = (2 * Math.PI) / between(random, from, to);
  return turned(random, to, (x) => smooth(0.5 + 1.2 * Math.sin(turn * x)));
}

function spots(random: Random, from: number, to: number): Field {
  const period = between(random, from, to);
  const radius = 0.33 * period;
  return turned(random, to, (x, y) => {
    const u = x - period * Math.round(x / period);
    const v = y - period * Math.round(y / period);
    return smooth(radius - Math.sqrt(u * u + v * v) + 0.5);
  });
}

/** Textures of the objects; periods in pixels. */
export const objectTextures: readonly { readonly name: string; make(random: Random): Field }[] = [
  { name: "striped", make: (random) => stripes(random, 3.6, 5.6) },
  { name: "spotted", make: (random) => spots(random, 4.2, 5.8) },
];

const GRID = 6;

/** Smooth noise: drawn values on a 6×6 grid over the image, interpolated. */
function clouds(random: Random, size: number): Field {
  const values = Float32Array.from({ length: GRID * GRID }, () => random.next());
  const cell = size / (GRID - 1);
  const at = (column: number, row: number): number => values[row * GRID + column] as number;
  return (x, y) => {
    const column = Math.min(GRID - 2, Math.floor(x / cell));
    const row = Math.min(GRID - 2, Math.floor(y / cell));
    const u = smooth(x / cell - column);
    const v = smooth(y / cell - row);
    const top = at(column, row) * (1 - u) + at(column + 1, row) * u;
    const bottom = at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u;
    return top * (1 - v) + bottom * v;
  };
}

const slope = (random: Random, size: number): Field =>
  turned(random, 0, (x, y) => smooth(0.5 + (x + y) / (2 * size)));

function checks(random: Random): Field {
  const turn = (2 * Math.PI) / between(random, 7, 13);
  return turned(random, 13, (x, y) => smooth(0.5 + 2 * Math.sin(turn * x) * Math.sin(turn * y)));
}

/** Textures of the ground for an image of `size` pixels; broad stripes and spots among them, so that texture alone does not tell. */
export const groundTextures: readonly ((random: Random, size: number) => Field)[] = [
  clouds,
  slope,
  checks,
  (random) => stripes(random, 7, 12),
  (random) => spots(random, 8, 12),
];
