/** Small pieces that several kinds need. */
import { isMap, type Shape } from "../../../tensor/shape.ts";
import { type AxisMatrix, transposed } from "../../support/resampling.ts";
import type { Place } from "../place.ts";
import type { Attribute } from "../schema.ts";

export const int = (value: number): Attribute => ({ int: value });
export const ints = (...values: readonly number[]): Attribute => ({ ints: values });
export const float = (value: number): Attribute => ({ float: value });
export const string = (value: string): Attribute => ({ string: value });

/** A number for every sample alike, for operations that take it as an input. */
export const scalar = (place: Place, role: string, value: number): string =>
  place.floats(role, [], Float32Array.of(value));

/** One number for each channel of a shape, so that it spreads over the area. */
export const perChannel = (shape: Shape): readonly number[] => (isMap(shape) ? [shape[0], 1, 1] : [...shape]);

/** Batch as it is, the rest as given. */
export const reshaped = (x: string, place: Place, shape: Shape, role?: string): string =>
  place.put("Reshape", [x, place.integers(`${role ?? "value"}_shape`, [0, ...shape])], {}, role);

export const filled = (count: number, value: number): Float32Array => new Float32Array(count).fill(value);

/** Linear maps along columns, then rows, of `[N, C, H, W]`. */
export function resampled(x: string, place: Place, rows: AxisMatrix, columns: AxisMatrix): string {
  const right = place.floats("columns_matrix", [columns.inputs, columns.outputs], transposed(columns));
  const left = place.floats("rows_matrix", [rows.outputs, rows.inputs], rows.data);
  return place.put("MatMul", [left, place.put("MatMul", [x, right], {}, "columns")]);
}
