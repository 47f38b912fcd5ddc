/** Arrangements of stock layers that several kinds need. */
import type { Pair } from "../../../layers/param.ts";
import { isMap, type Shape } from "../../../tensor/shape.ts";
import { type AxisMatrix, transposed } from "../../support/resampling.ts";
import type { Place, StockValue } from "../place.ts";

type Sides = Pair;
const isNothing = (...sides: readonly Sides[]): boolean => sides.flat().every((size) => size === 0);

/** Zeros around the image; nothing where there are none to add. */
export function padded(x: StockValue, place: Place, height: Sides, width: Sides, role = "pad"): StockValue {
  if (isNothing(height, width)) return x;
  return place.put({ type: "ZeroPadding2D", sides: [height, width] }, x, { role });
}

/** Cuts rows and columns off; nothing where there are none to cut. */
export function cropped(x: StockValue, place: Place, height: Sides, width: Sides, role = "crop"): StockValue {
  if (isNothing(height, width)) return x;
  return place.put({ type: "Cropping2D", sides: [height, width] }, x, { role });
}

export const permuted = (x: StockValue, place: Place, dims: readonly number[], role: string): StockValue =>
  place.put({ type: "Permute", dims }, x, { role });

export const reshaped = (x: StockValue, place: Place, shape: readonly number[], role: string): StockValue =>
  place.put({ type: "Reshape", shape }, x, { role });

/** `[batch, H, W, C]` to `[batch, C*H*W]`, channel by channel; a vector stays as it is. */
export function toFeatures(x: StockValue, place: Place, shape: Shape): StockValue {
  if (!isMap(shape)) return x;
  const [channels, height, width] = shape;
  const first = channels === 1 || height * width === 1 ? x : permuted(x, place, [3, 1, 2], "channels_first");
  return place.put({ type: "Flatten" }, first, { role: "flat" });
}

/** `[batch, C*H*W]` to `[batch, H, W, C]`. */
export function toMap(x: StockValue, place: Place, shape: readonly [number, number, number]): StockValue {
  const [channels, height, width] = shape;
  if (channels === 1 || height * width === 1) return reshaped(x, place, [height, width, channels], "map");
  return permuted(reshaped(x, place, [channels, height, width], "map"), place, [2, 3, 1], "channels_last");
}

/**
 * `x * scale + shift`, one of each for every channel. A depthwise 1x1 convolution, so that nothing of it depends on
 * batches when the exported model is trained further.
 */
export function affine(
  x: StockValue,
  place: Place,
  shape: Shape,
  { scale, shift }: { readonly scale: Float32Array; readonly shift?: Float32Array },
  role: string,
): StockValue {
  const channels = shape[0] ?? 0;
  const map = isMap(shape) ? x : reshaped(x, place, [1, 1, channels], `${role}_map`);
  const kernel = { shape: [1, 1, channels, 1], data: scale };
  const weights = shift === undefined ? [kernel] : [kernel, { shape: [channels], data: shift }];
  const layer = {
    type: "DepthwiseConv2D",
    kernelSize: [1, 1],
    strides: [1, 1],
    multiplier: 1,
    useBias: shift !== undefined,
  } as const;
  const y = place.put(layer, map, { role, weights });
  return isMap(shape) ? y : place.put({ type: "Flatten" }, y, { role: `${role}_flat` });
}

/** A linear map along the rows and one along the columns of `[batch, H, W, C]`, each as a dense layer on the last axis. */
export function resampled(x: StockValue, place: Place, rows: AxisMatrix, columns: AxisMatrix): StockValue {
  const along = (value: StockValue, matrix: AxisMatrix, role: string): StockValue =>
    place.put({ type: "Dense", units: matrix.outputs, useBias: false, fixed: true }, value, {
      role,
      weights: [{ shape: [matrix.inputs, matrix.outputs], data: transposed(matrix) }],
    });
  const first = permuted(x, place, [3, 1, 2], "channels_first"); // C, H, W
  const wide = along(first, columns, "columns"); // C, H, W'
  const turned = permuted(wide, place, [1, 3, 2], "turn"); // C, W', H
  const tall = along(turned, rows, "rows"); // C, W', H'
  return permuted(tall, place, [3, 2, 1], "channels_last");
}

export const bothAxes = <T>(along: (axis: 0 | 1) => T): [T, T] => [along(0), along(1)];
export const isOnes = (pair: Pair): boolean => pair[0] === 1 && pair[1] === 1;
