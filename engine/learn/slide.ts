/** A window that slides over a matrix: its places, and what cross-correlation and pooling make of them. */
import { windowOutput } from "../tensor/window.ts";
import { heightOf, type Matrix, matrixOf, valueAt, widthOf } from "./matrix.ts";

export interface Slide {
  readonly stride: number;
  /** Rows and columns of padding at each side. */
  readonly padding: number;
}
export const PLAIN_SLIDE: Slide = { stride: 1, padding: 0 };

/**
 * Positions of a window along one axis with `totalPadding` on both sides together:
 * `floor((n - k + p + s) / s)`, which is `floor((n - k + p) / s) + 1`; 0 where the window does not fit.
 */
export const positions = (size: number, kernel: number, totalPadding: number, stride: number): number =>
  Math.max(0, Math.floor((size - kernel + totalPadding + stride) / stride));

/** Rows and columns of what a window makes of a matrix. */
export const slideShape = (
  x: Matrix,
  kernel: readonly [number, number],
  { stride, padding }: Slide,
): readonly [number, number] => {
  const axis = (size: number, extent: number): number =>
    windowOutput({ size, kernel: extent, stride, padding, dilation: 1 });
  return [axis(heightOf(x), kernel[0]), axis(widthOf(x), kernel[1])];
};

export interface Product {
  readonly x: number;
  readonly k: number;
}

/** The pairs that are multiplied for the output at `row`, `column`, row by row; padding is zero. */
export const productsAt = (
  x: Matrix,
  k: Matrix,
  row: number,
  column: number,
  { stride, padding }: Slide = PLAIN_SLIDE,
): readonly Product[] =>
  k.flatMap((line, a) =>
    line.map((weight, b) => ({
      x: valueAt(x, row * stride - padding + a, column * stride - padding + b),
      k: weight,
    })),
  );

export const sumOf = (products: readonly Product[]): number =>
  products.reduce((sum, { x, k }) => sum + x * k, 0);

/** `Y[i, j] = (X[i:i+h, j:j+w] * K).sum()`: the cross-correlation that the field calls convolution. */
export const correlate = (x: Matrix, k: Matrix, slide: Slide = PLAIN_SLIDE): Matrix => {
  const [height, width] = slideShape(x, [heightOf(k), widthOf(k)], slide);
  return matrixOf(height, width, (row, column) => sumOf(productsAt(x, k, row, column, slide)));
};

export type PoolMode = "max" | "average";

/** Pooling with a square window. The maximum never takes padding; the average counts it as zeros, as PyTorch does. */
export const pool = (x: Matrix, size: number, mode: PoolMode, slide: Slide): Matrix => {
  const [height, width] = slideShape(x, [size, size], slide);
  const outside = mode === "max" ? Number.NEGATIVE_INFINITY : 0;
  return matrixOf(height, width, (row, column) => {
    const seen = Array.from({ length: size * size }, (_, at) =>
      valueAt(
        x,
        row * slide.stride - slide.padding + Math.floor(at / size),
        column * slide.stride - slide.padding + (at % size),
        outside,
      ),
    );
    return mode === "max" ? Math.max(...seen) : seen.reduce((sum, value) => sum + value, 0) / seen.length;
  });
};
