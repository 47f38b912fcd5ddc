/** Poolings and their gradients in float64 by their definition, with images `[batch, H, W, C]`. */
type Pair = readonly [number, number];

export interface Image {
  readonly batch: number;
  readonly size: Pair;
  readonly channels: number;
}

/** Pixels of a window along one axis, and what a mean divides by. */
export interface Window {
  readonly pixels: readonly number[];
  readonly divisor: number;
}
export type Windows = readonly [readonly Window[], readonly Window[]];

/** Windows of which each step lands on a pixel, in the padding or, with rounding up, behind it. */
export function slidingWindows(
  size: number,
  count: number,
  p: { kernel: number; stride: number; padding: number; dilation: number; countIncludePad: boolean },
): readonly Window[] {
  return Array.from({ length: count }, (_, o) => {
    const steps = Array.from({ length: p.kernel }, (_, t) => o * p.stride - p.padding + t * p.dilation);
    const pixels = steps.filter((at) => at >= 0 && at < size);
    const counted = steps.filter((at) => at < size + p.padding);
    return { pixels, divisor: p.countIncludePad ? counted.length : pixels.length };
  });
}

/** The bins of adaptive pooling. */
export const bins = (size: number, count: number): readonly Window[] =>
  Array.from({ length: count }, (_, o) => {
    const [start, end] = [Math.floor((o * size) / count), Math.ceil(((o + 1) * size) / count)];
    const pixels = Array.from({ length: end - start }, (_, i) => start + i);
    return { pixels, divisor: pixels.length };
  });

/** Calls `visit` with the place of an output, the places of its inputs row by row, and its divisor. */
function forEachWindow(
  { batch, size, channels }: Image,
  [rows, columns]: Windows,
  visit: (output: number, inputs: readonly number[], divisor: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (const [oy, row] of rows.entries()) {
      for (const [ox, column] of columns.entries()) {
        for (let c = 0; c < channels; c++) {
          const output = ((b * rows.length + oy) * columns.length + ox) * channels + c;
          const inputs = row.pixels.flatMap((y) =>
            column.pixels.map((x) => ((b * size[0] + y) * size[1] + x) * channels + c),
          );
          visit(output, inputs, row.divisor * column.divisor);
        }
      }
    }
  }
}

const lengthOf = ({ batch, size, channels }: Image): number => batch * size[0] * size[1] * channels;
const at = (values: ArrayLike<number>, i: number): number => values[i] as number;

export function means(image: Image, windows: Windows, x: Float32Array): Float64Array {
  const y = new Float64Array(image.batch * windows[0].length * windows[1].length * image.channels);
  forEachWindow(image, windows, (output, inputs, divisor) => {
    for (const i of inputs) y[output] = at(y, output) + at(x, i) / divisor;
  });
  return y;
}

export function meansGradient(image: Image, windows: Windows, dy: Float32Array): Float64Array {
  const dx = new Float64Array(lengthOf(image));
  forEachWindow(image, windows, (output, inputs, divisor) => {
    for (const i of inputs) dx[i] = at(dx, i) + at(dy, output) / divisor;
  });
  return dx;
}

/** The largest values, and the gradient, which goes to the first of them. */
export function maxima(image: Image, windows: Windows, x: Float32Array, dy: Float32Array) {
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(lengthOf(image));
  forEachWindow(image, windows, (output, inputs) => {
    const first = inputs.reduce((best, i) => (at(x, i) > at(x, best) ? i : best), inputs[0] ?? -1);
    y[output] = at(x, first);
    dx[first] = at(dx, first) + at(dy, output);
  });
  return { y, dx };
}
