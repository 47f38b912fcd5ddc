/** Arrangements of stock layers that several kinds need. */
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Pair } from "../../../layers/param.ts";
import { isMap, type Shape } from "../../../tensor/shape.ts";
import { type AxisMatrix, transposed } from "../../support/resampling.ts";
import type { Place } from "../place.ts";

type Sides = readonly [number, number];

/** Zeros around the image; nothing where there are none to add. */
export function padded(
  x: SymbolicTensor,
  place: Place,
  height: Sides,
  width: Sides,
  role = "pad",
): SymbolicTensor {
  if ([...height, ...width].every((size) => size === 0)) return x;
  const padding: [[number, number], [number, number]] = [[...height], [...width]];
  return place.put((name) => layers.zeroPadding2d({ name, padding }), x, { role });
}

/** Cuts rows and columns off; nothing where there are none to cut. */
export function cropped(
  x: SymbolicTensor,
  place: Place,
  height: Sides,
  width: Sides,
  role = "crop",
): SymbolicTensor {
  if ([...height, ...width].every((size) => size === 0)) return x;
  const cropping: [[number, number], [number, number]] = [[...height], [...width]];
  return place.put((name) => layers.cropping2D({ name, cropping }), x, { role });
}

export const permuted = (x: SymbolicTensor, place: Place, dims: number[], role: string): SymbolicTensor =>
  place.put((name) => layers.permute({ name, dims }), x, { role });

export const reshaped = (
  x: SymbolicTensor,
  place: Place,
  targetShape: number[],
  role: string,
): SymbolicTensor => place.put((name) => layers.reshape({ name, targetShape }), x, { role });

/** `[batch, H, W, C]` to `[batch, C*H*W]`, channel by channel; a vector stays as it is. */
export function toFeatures(x: SymbolicTensor, place: Place, shape: Shape): SymbolicTensor {
  if (!isMap(shape)) return x;
  const [channels, height, width] = shape;
  const first = channels === 1 || height * width === 1 ? x : permuted(x, place, [3, 1, 2], "channels_first");
  return place.put((name) => layers.flatten({ name }), first, { role: "flat" });
}

/** `[batch, C*H*W]` to `[batch, H, W, C]`. */
export function toMap(
  x: SymbolicTensor,
  place: Place,
  shape: readonly [number, number, number],
): SymbolicTensor {
  const [channels, height, width] = shape;
  if (channels === 1 || height * width === 1) return reshaped(x, place, [height, width, channels], "map");
  return permuted(reshaped(x, place, [channels, height, width], "map"), place, [2, 3, 1], "channels_last");
}

/**
 * `x * scale + shift`, one of each for every channel. A depthwise 1x1 convolution, so that nothing of it depends on
 * batches when the exported model is trained further.
 */
export function affine(
  x: SymbolicTensor,
  place: Place,
  shape: Shape,
  { scale, shift }: { readonly scale: Float32Array; readonly shift?: Float32Array },
  role: string,
): SymbolicTensor {
  const channels = shape[0] ?? 0;
  const map = isMap(shape) ? x : reshaped(x, place, [1, 1, channels], `${role}_map`);
  const useBias = shift !== undefined;
  const weights = [{ shape: [1, 1, channels, 1], data: scale }];
  if (shift !== undefined) weights.push({ shape: [channels], data: shift });
  const y = place.put((name) => layers.depthwiseConv2d({ name, kernelSize: 1, useBias, ...zeroed }), map, {
    role,
    weights,
  });
  return isMap(shape) ? y : place.put((name) => layers.flatten({ name }), y, { role: `${role}_flat` });
}

/** The first values are replaced at once; zeros cost no time. */
export const zeroed = {
  kernelInitializer: "zeros",
  depthwiseInitializer: "zeros",
  biasInitializer: "zeros",
} as const;

/** A linear map along the rows and one along the columns of `[batch, H, W, C]`, each as a dense layer on the last axis. */
export function resampled(
  x: SymbolicTensor,
  place: Place,
  rows: AxisMatrix,
  columns: AxisMatrix,
): SymbolicTensor {
  const along = (value: SymbolicTensor, matrix: AxisMatrix, role: string): SymbolicTensor =>
    place.put(
      (name) =>
        layers.dense({
          name,
          units: matrix.outputs,
          useBias: false,
          trainable: false,
          kernelInitializer: "zeros",
        }),
      value,
      { role, weights: [{ shape: [matrix.inputs, matrix.outputs], data: transposed(matrix) }] },
    );
  const first = permuted(x, place, [3, 1, 2], "channels_first"); // C, H, W
  const wide = along(first, columns, "columns"); // C, H, W'
  const turned = permuted(wide, place, [1, 3, 2], "turn"); // C, W', H
  const tall = along(turned, rows, "rows"); // C, W', H'
  return permuted(tall, place, [3, 2, 1], "channels_last");
}

export const bothAxes = <T>(along: (axis: 0 | 1) => T): [T, T] => [along(0), along(1)];
export const isOnes = (pair: Pair): boolean => pair[0] === 1 && pair[1] === 1;
