/** A convolution and its gradients as products over windows, without a copy of the windows in memory. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type AxisGeometry, type ConvGeometry, convGeometry } from "./conv-geometry.ts";
import type { KernelCall } from "./heap.ts";
import { type ProductAxis, plainTarget, runProduct } from "./product.ts";
import type { Simd } from "./simd.ts";
import { isWorthWinograd, isWorthWinogradFilter, winograd, winogradFilter } from "./winograd.ts";

const windowAxis = (axis: AxisGeometry): ProductAxis => ({
  size: axis.input,
  points: axis.output,
  taps: axis.kernel,
  step: axis.stride,
  origin: -axis.before,
  tap: axis.dilation,
});

const isEmpty = (g: ConvGeometry): boolean =>
  [
    g.batch,
    g.inputChannels,
    g.outputChannels,
    g.height.input,
    g.width.input,
    g.height.output,
    g.width.output,
  ].some((size) => size < 1);

/** 3x3, no stride, no dilation. */
const isDense3 = ({ height, width }: ConvGeometry): boolean =>
  [height, width].every(({ kernel, stride, dilation }) => kernel === 3 && stride === 1 && dilation === 1);

/** What the gradient of a convolution of stride 1 reads and writes along an axis. */
const backward = ({ input, output, kernel, before }: AxisGeometry) => ({
  input: output,
  output: input,
  before: kernel - 1 - before,
});

/** `[points, taps*in] [taps*in, out]`: the windows times the kernel. */
export function convProduct(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
  const g = convGeometry(x.shape, filter.shape, attrs, false);
  if (isEmpty(g) || (attrs.dataFormat ?? "NHWC") !== "NHWC") return null;
  const shape = { ...g, channels: g.inputChannels, outputs: g.outputChannels };
  if (isDense3(g) && isWorthWinograd(shape)) return winograd(simd, shape, x, filter, false);
  const out = simd.output([g.batch, g.height.output, g.width.output, g.outputChannels]);
  runProduct(
    simd,
    {
      at: simd.at(x),
      batch: g.batch,
      channels: g.inputChannels,
      y: windowAxis(g.height),
      x: windowAxis(g.width),
      turned: false,
    },
    { at: simd.at(filter), columns: g.outputChannels, turned: false },
    plainTarget(simd.at(out), g.outputChannels),
  );
  return out;
}

/** `[taps*in, points] [points, out]`: the windows, turned, times `dY`. */
export function filterGradientProduct(simd: Simd, { inputs, attrs }: KernelCall): TensorInfo | null {
  const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
  const filterShape = attrs.filterShape as unknown as number[];
  const g = convGeometry(x.shape, filterShape, attrs, false);
  if (isEmpty(g)) return null;
  const shape = { ...g, channels: g.inputChannels, outputs: g.outputChannels };
  if (isDense3(g) && isWorthWinogradFilter(shape)) return winogradFilter(simd, shape, x, dy);
  const out = simd.output(filterShape);
  runProduct(
    simd,
    {
      at: simd.at(x),
      batch: g.batch,
      channels: g.inputChannels,
      y: windowAxis(g.height),
      x: windowAxis(g.width),
      turned: true,
    },
    { at: simd.at(dy), columns: g.outputChannels, turned: false },
    plainTarget(simd.at(out), g.outputChannels),
  );
  return out;
}

/**
 * The pixels of one phase of an axis, those at `phase + i*stride`: they are reached by the taps from `first` on, `every`
 * apart, and read row `(phase + before - tap*dilation)/stride + i` of `dY`.
 */
interface Phase extends ProductAxis {
  readonly phase: number;
  readonly first: number;
  readonly every: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

function phasesOf({ input, output, kernel, stride, before, dilation }: AxisGeometry): readonly Phase[] {
  const every = stride / divisor(stride, dilation);
  return Array.from({ length: Math.min(stride, input) }, (_, phase) => {
    const reached = Array.from(
      { length: Math.min(every, kernel) },
      (_, tap) => phase + before - tap * dilation,
    );
    const first = reached.findIndex((position) => position % stride === 0);
    const taps = first < 0 ? 0 : Math.ceil((kernel - first) / every);
    const [last, tap] = [Math.max(0, taps - 1), (dilation * every) / stride];
    // From the last tap to the first, so that `dY` is read forwards and neighbours are read together.
    return {
      phase,
      first: first + last * every,
      every: -every,
      size: output,
      points: Math.ceil((input - phase) / stride),
      taps,
      step: 1,
      origin: (reached[first] ?? 0) / stride - last * tap,
      tap,
    };
  });
}

/** For every phase `[pixels, taps*out] [taps*out, in]`: a gather from `dY`, so that no pixel is written twice. */
export function inputGradientProduct(simd: Simd, { inputs, attrs, backend }: KernelCall): TensorInfo | null {
  const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
  const inputShape = attrs.inputShape as unknown as number[];
  const g = convGeometry(inputShape, filter.shape, attrs, false);
  if (isEmpty(g)) return null;
  const backwards = {
    batch: g.batch,
    height: backward(g.height),
    width: backward(g.width),
    channels: g.outputChannels,
    outputs: g.inputChannels,
  };
  if (isDense3(g) && isWorthWinograd(backwards)) return winograd(simd, backwards, dy, filter, true);
  const { batch, height, width, inputChannels: channels, outputChannels } = g;
  const out = simd.output(inputShape);
  const phases = phasesOf(height).flatMap((y) => phasesOf(width).map((x) => ({ y, x })));
  const reached = phases.filter(({ y, x }) => y.taps > 0 && x.taps > 0);
  if (reached.length < phases.length) backend.typedArrayFromHeap(out).fill(0);
  const pair = channels * outputChannels;
  for (const { y, x } of reached) {
    runProduct(
      simd,
      { at: simd.at(dy), batch, channels: outputChannels, y, x, turned: false },
      {
        at: simd.at(filter),
        columns: channels,
        turned: true,
        row: outputChannels,
        origin: (y.first * width.kernel + x.first) * pair,
        tapY: y.every * width.kernel * pair,
        tapX: x.every * pair,
      },
      {
        at: simd.at(out) + 4 * (y.phase * width.input + x.phase) * channels,
        batch: height.input * width.input * channels,
        row: height.stride * width.input * channels,
        column: width.stride * channels,
        height: y.points,
        width: x.points,
      },
    );
  }
  return out;
}
