/** What the pooling kernels share: images `[batch, H, W, C]`, taken in fours along the channels where these are fours. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "./dispatch.ts";
import { elementOf } from "./wgsl.ts";

export type Pair = readonly [number, number];

/** Sizes of a pooling and how its elements are stored. */
export interface Pooled {
  readonly batch: number;
  readonly size: Pair;
  readonly count: Pair;
  readonly channels: number;
  readonly vector: boolean;
  /** Elements of a pixel, of which each is a vector or a number. */
  readonly across: number;
}

export function pooledOf(imageShape: readonly number[], count: Pair): Pooled {
  const [batch = 1, height = 1, width = 1, channels = 1] = imageShape;
  const vector = channels % 4 === 0;
  const across = vector ? channels / 4 : channels;
  return { batch, size: [height, width], count, channels, vector, across };
}

/** `[batch, rows, columns, C]` of the result. */
export const resultShape = ({ batch, count, channels }: Pooled): readonly number[] => [
  batch,
  ...count,
  channels,
];

/** Elements of a tensor as the shader counts them. */
export const elementsOf = ({ vector }: Pooled, { shape }: TensorInfo): number =>
  sizeOf(shape) / (vector ? 4 : 1);

/** Names a compiled pipeline: all of it but the batch, which the kernels do not need to know. */
export const pooledKey = ({ size, count, channels }: Pooled): string => [size, count, channels].join();

export const elementType = ({ vector }: Pooled): string => elementOf(vector);

/** Takes `index` apart into channel `c`, column `x`, row `y` and the image `b`, of images of this size. */
export const coordinates = (across: number, [height, width]: Pair): string => `
  let c = index % ${across};
  let pixel = index / ${across};
  let x = pixel % ${width};
  let row = pixel / ${width};
  let y = row % ${height};
  let b = row / ${height};`;

/** The place of a channel `c` in row `y` and column `x` of the image `b`. */
export const place = (across: number, [height, width]: Pair, y: string, x: string): string =>
  `((b * ${height} + ${y}) * ${width} + ${x}) * ${across} + c`;
