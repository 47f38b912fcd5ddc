/** One number of a layer's output, taken apart into what it is computed from. */
import type { Shape } from "../tensor/shape.ts";

/** Feature maps, channels first: `values[(c * H + row) * W + column]` with `shape` `[C, H, W]`. */
export interface Maps {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
}

/** Stored as in PyTorch: kernel `[out, in / groups, kh, kw]`, bias `[out]`. */
export interface Kernel {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
  readonly bias: ArrayLike<number> | null;
}

export interface UnitAt {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** One place under the window. */
export interface Term {
  /** In the input; row and column may lie in the padding. */
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  readonly inside: boolean;
  /** Minus infinity in the padding of a maximum, zero in that of a sum. */
  readonly x: number;
  /** `null` in a pooling, which has none. */
  readonly weight: number | null;
}

export interface Unit {
  readonly mode: "sum" | "max" | "average";
  /** Channel by channel, row by row. */
  readonly terms: readonly Term[];
  /** Rows and columns of the window. */
  readonly window: readonly [number, number];
  readonly bias: number;
  /** What the sum of an average is divided by; 1 elsewhere. */
  readonly divisor: number;
}

const pairOf = (value: unknown, otherwise: number): readonly [number, number] =>
  Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [otherwise, otherwise];

/** Kinds whose numbers can be taken apart. */
export const STEPPED_KINDS = ["conv2d", "depthwiseConv2d", "maxPool2d", "avgPool2d"] as const;
export const isStepped = (kind: string): boolean => STEPPED_KINDS.some((one) => one === kind);

/** `null` where the kind is no convolution or pooling, or a convolution comes without its kernel. */
export function unitOf(
  kind: string,
  params: Readonly<Record<string, unknown>>,
  input: Maps,
  kernel: Kernel | null,
  at: UnitAt,
): Unit | null {
  const [channels = 1, height = 1, width = 1] = input.shape;
  const stride = pairOf(params.stride, 1);
  const padding = pairOf(params.padding, 0);
  const dilation = pairOf(params.dilation, 1);
  const placesOf = (
    from: number,
    count: number,
    window: readonly [number, number],
    outside: number,
    weightOf: (index: number) => number | null,
  ): readonly Term[] =>
    Array.from({ length: count * window[0] * window[1] }, (_, index) => {
      const inWindow = index % (window[0] * window[1]);
      const channel = from + Math.floor(index / (window[0] * window[1]));
      const row = at.row * stride[0] - padding[0] + Math.floor(inWindow / window[1]) * dilation[0];
      const column = at.column * stride[1] - padding[1] + (inWindow % window[1]) * dilation[1];
      const inside = row >= 0 && column >= 0 && row < height && column < width;
      const x = inside ? (input.values[(channel * height + row) * width + column] ?? Number.NaN) : outside;
      return { channel, row, column, inside, x, weight: weightOf(index) };
    });

  if (kind === "maxPool2d" || kind === "avgPool2d") {
    const window = pairOf(params.size, 2);
    const max = kind === "maxPool2d";
    const terms = placesOf(at.channel, 1, window, max ? Number.NEGATIVE_INFINITY : 0, () => null);
    // A window that ceil lets reach beyond the padding counts only what lies within it.
    const counted = terms.filter(({ row, column, inside }) =>
      params.countIncludePad === false ? inside : row < height + padding[0] && column < width + padding[1],
    ).length;
    return { mode: max ? "max" : "average", terms, window, bias: 0, divisor: max ? 1 : counted };
  }
  if ((kind !== "conv2d" && kind !== "depthwiseConv2d") || kernel === null) return null;
  const [filters = 1, perGroup = 1, ...window] = kernel.shape;
  const [kh = 1, kw = 1] = window;
  const groups = channels / perGroup;
  const first = Math.floor(at.channel / (filters / groups)) * perGroup;
  const offset = at.channel * perGroup * kh * kw;
  return {
    mode: "sum",
    terms: placesOf(first, perGroup, [kh, kw], 0, (index) => kernel.values[offset + index] ?? Number.NaN),
    window: [kh, kw],
    bias: kernel.bias?.[at.channel] ?? 0,
    divisor: 1,
  };
}

/** What has come together after the first `count` terms; bias and division are the last step and not in it. */
export function partialOf({ mode, terms }: Unit, count: number): number {
  const seen = terms.slice(0, count);
  if (mode === "max") return seen.reduce((largest, { x }) => Math.max(largest, x), Number.NEGATIVE_INFINITY);
  return seen.reduce((sum, { x, weight }) => sum + x * (weight ?? 1), 0);
}

/** The number itself. */
export const unitValue = (unit: Unit): number =>
  partialOf(unit, unit.terms.length) / unit.divisor + unit.bias;
