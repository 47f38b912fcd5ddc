/** The drawing of a tensor: a box whose sides grow with the logarithm of its sizes, as in the papers' figures. */
import { isMap, isVector, type Shape } from "../../tensor/shape.ts";

export interface TensorDrawing {
  readonly width: number;
  readonly height: number;
  /** Path data, back to front; `shade` 0 is the face towards the reader, 1 the side, 2 the top. */
  readonly faces: readonly { readonly d: string; readonly shade: 0 | 1 | 2 }[];
}

export const TENSOR_SIZE = 40;
/** Sizes below are for a square of this side. */
const DRAWN_FOR = 44;
const MARGIN = 1;
/** Foreshortening of the width: the box is seen from the side of its depth. */
const WIDTH_FACTOR = 0.52;
const DEPTH_RISE = 0.55;
const LARGEST_SPATIAL = 512;
const LARGEST_CHANNELS = 4096;

const scaled = (size: number, largest: number, from: number, to: number): number =>
  from + (to - from) * Math.min(1, Math.log2(Math.max(1, size)) / Math.log2(largest));
const round = (value: number): number => Math.round(value * 10) / 10;
const polygon = (...points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}Z`;

/** A box `[C, H, W]` seen from the front right, or an upright bar for a vector `[N]`, centred in a square. */
export function tensorDrawing(shape: Shape, side: number = TENSOR_SIZE): TensorDrawing {
  const unit = side / DRAWN_FOR;
  if (isMap(shape)) {
    const [channels, rows, columns] = shape;
    const height = scaled(rows, LARGEST_SPATIAL, 5, 32) * unit;
    const width = scaled(columns, LARGEST_SPATIAL, 5, 32) * WIDTH_FACTOR * unit;
    const depth = scaled(channels, LARGEST_CHANNELS, 2, 17) * unit;
    return box(side, width, height, depth);
  }
  if (isVector(shape)) {
    const height = scaled(shape[0], 65_536, 6, 38) * unit;
    return box(side, 4 * unit, height, 3 * unit);
  }
  return { width: side, height: side, faces: [] };
}

function box(side: number, width: number, height: number, depth: number): TensorDrawing {
  const rise = depth * DEPTH_RISE;
  const left = Math.max(MARGIN, (side - width - depth) / 2);
  const top = Math.max(MARGIN + rise, (side - height - rise) / 2 + rise);
  const right = left + width;
  const bottom = top + height;
  return {
    width: side,
    height: side,
    faces: [
      {
        d: polygon([left, top], [left + depth, top - rise], [right + depth, top - rise], [right, top]),
        shade: 2,
      },
      {
        d: polygon(
          [right, top],
          [right + depth, top - rise],
          [right + depth, bottom - rise],
          [right, bottom],
        ),
        shade: 1,
      },
      { d: polygon([left, top], [right, top], [right, bottom], [left, bottom]), shade: 0 },
    ],
  };
}
