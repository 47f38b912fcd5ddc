/** Shapes as people read them: without the batch axis, channels first. */

/** `[C, H, W]` for an image or feature map, `[N]` for a vector of features. Every size is an integer of at least 1. */
export type Shape = readonly number[];

export type DType = "float32";
export const BYTES_PER_ELEMENT: Readonly<Record<DType, number>> = { float32: 4 };

/** A feature map `[C, H, W]`. */
export const isMap = (shape: Shape): shape is readonly [number, number, number] => shape.length === 3;

/** A vector of features `[N]`. */
export const isVector = (shape: Shape): shape is readonly [number] => shape.length === 1;

/** Number of elements of one sample. */
export const elements = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** `3×224×224`, as written on wires. */
export const formatShape = (shape: Shape): string => shape.join("×");
