/** Random inputs, the order of axes, and how far two answers are apart. */
import { createRandom } from "../../tensor/random.ts";
import { elements, isMap, type Shape } from "../../tensor/shape.ts";

/** Values of `[batch, C, H, W]` or `[batch, N]`, sample after sample. */
export interface Batch {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Standard normal, as normalised pictures are. */
export function randomBatch(shape: Shape, count: number, seed: number): Batch {
  const random = createRandom(seed, "check");
  const data = Float32Array.from({ length: count * elements(shape) }, () => random.normal());
  return { shape: [count, ...shape], data };
}

export function channelsLast({ shape, data }: Batch): Batch {
  if (shape.length !== 4) return { shape, data };
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  return { shape: [count, height, width, channels], data: turned(data, count, channels, height * width) };
}
export function channelsFirst({ shape, data }: Batch): Batch {
  if (shape.length !== 4) return { shape, data };
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  return { shape: [count, channels, height, width], data: turned(data, count, height * width, channels) };
}

/** `[count, rows, columns]` to `[count, columns, rows]`. */
function turned(data: Float32Array, count: number, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length);
  const size = rows * columns;
  for (let n = 0; n < count; n++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        out[n * size + column * rows + row] = data[n * size + row * columns + column] as number;
  return out;
}

/** Softmax over each row of `width` values. */
export function softmaxRows(data: Float32Array, width: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < width; i++) most = Math.max(most, data[start + i] as number);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += Math.exp((data[start + i] as number) - most);
    for (let i = 0; i < width; i++) out[start + i] = Math.exp((data[start + i] as number) - most) / sum;
  }
  return out;
}

/** Probabilities where the network tells classes apart, plain outputs otherwise. */
export function largestDifference(
  expected: Batch,
  actual: Batch,
  as: "logits" | "probabilities" | "outputs",
): number {
  if (expected.shape.join() !== actual.shape.join()) return Number.POSITIVE_INFINITY;
  const width = elements(expected.shape.slice(1));
  const read = ({ data }: Batch): Float32Array => (as === "logits" ? softmaxRows(data, width) : data);
  const [a, b] = [read(expected), read(actual)];
  let worst = 0;
  let scale = 1;
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs((a[i] as number) - (b[i] as number));
    // NaN is as far away as can be.
    worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(worst, apart);
    if (as === "outputs") scale = Math.max(scale, Math.abs(a[i] as number));
  }
  return worst / scale;
}

export const isClasses = (output: Shape): boolean => !isMap(output) && (output[0] ?? 0) > 1;
