/** Descriptions of products for `engine/kernels/wasm-src/layout.ts`. */
import { KERNEL, type Simd } from "./simd.ts";

/** How one axis of an image is read: point `i` at tap `t` reads position `i*step + origin + t*tap`. */
export interface ProductAxis {
  readonly size: number;
  readonly points: number;
  readonly taps: number;
  readonly step: number;
  readonly origin: number;
  readonly tap: number;
}

/** The left factor: an image `[batch, y.size, x.size, channels]`. */
export interface Left {
  readonly at: number;
  readonly batch: number;
  readonly channels: number;
  readonly y: ProductAxis;
  readonly x: ProductAxis;
  /** Rows are points and columns (tap, channel), or the other way round. */
  readonly turned: boolean;
}

/** Rows and columns of the result that are computed at once. */
const TILE = { rows: 6, columns: 8 };

/** The right factor: `[k, n]`, or with `n` rows of `row` elements for each tap. */
export type Right =
  | { readonly at: number; readonly columns: number; readonly turned: false }
  | {
      readonly at: number;
      readonly columns: number;
      readonly turned: true;
      readonly row: number;
      readonly origin: number;
      readonly tapY: number;
      readonly tapX: number;
    };

/** The result: rows one after the other, or at the points of a grid; strides in elements. */
export interface Target {
  readonly at: number;
  readonly batch: number;
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/** Rows of `columns` elements, one after the other. */
export const plainTarget = (at: number, columns: number): Target => ({
  at,
  batch: columns,
  row: 0,
  column: 0,
  height: 1,
  width: 1,
});

export function runProduct(simd: Simd, left: Left, right: Right, target: Target): void {
  const { y, x } = left;
  const points = left.batch * y.points * x.points;
  const taps = y.taps * x.taps * left.channels;
  const [m, k] = left.turned ? [taps, points] : [points, taps];
  const placed = right.turned ? [right.row, right.origin, right.tapY, right.tapX] : [right.columns, 0, 0, 0];
  const panels = { rows: Math.ceil(m / TILE.rows), columns: Math.ceil(right.columns / TILE.columns) };
  // Every part packs what it does not share out, the right factor or the left one.
  const byColumns = panels.columns > panels.rows;
  simd.run(KERNEL.product, { work: m * right.columns * k, most: byColumns ? panels.columns : panels.rows }, [
    ...[m, right.columns, k],
    ...[left.at, Number(left.turned), y.points, x.points, y.size, x.size, left.channels],
    ...[y.step, y.origin, y.tap, x.step, x.origin, x.tap, x.taps],
    ...[right.at, Number(right.turned), ...placed],
    ...[target.at, target.batch, target.row, target.column, target.height, target.width],
    Number(byColumns),
  ]);
}
