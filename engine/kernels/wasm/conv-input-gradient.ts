/** `Conv2DBackpropInput` through the fast forward convolution; the stock kernel takes about ten times as long. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type AxisGeometry, type ConvGeometry, convGeometry, isPointwise, padding } from "./conv-geometry.ts";
import { type Composition, composed, four } from "./heap.ts";

/**
 * With a stride, the rows of the result fall into `stride` phases, each a convolution of `dY` with every `stride`-th
 * row of the kernel, reversed. All phases are computed at once, as output channels, and then laid side by side.
 */
interface Phases {
  /** Rows of `dY` that one row of the result reads. */
  readonly taps: number;
  /** Rows of each phase, counted from the padding in front. */
  readonly rows: number;
}
const phasesOf = ({ input, kernel, stride, before }: AxisGeometry): Phases => ({
  taps: Math.ceil(kernel / stride),
  rows: Math.ceil((input + before) / stride),
});

/** `[kh, kw, in, out]` to `[taps, taps, out, phases*in]`. */
function phaseKernel(c: Composition, filter: TensorInfo, g: ConvGeometry, v: Phases, h: Phases): TensorInfo {
  const [kh, kw, inputs, outputs] = four(filter);
  const [sv, sh] = [g.height.stride, g.width.stride];
  const width = sv * sh * inputs;
  return c.create([v.taps, h.taps, outputs, width], (out) => {
    const kernel = c.floats(filter);
    out.fill(0);
    for (let ky = 0; ky < kh; ky++) {
      const row = v.taps - 1 - Math.floor(ky / sv);
      for (let kx = 0; kx < kw; kx++) {
        const column = h.taps - 1 - Math.floor(kx / sh);
        const from = (ky * kw + kx) * inputs * outputs;
        const to = (row * h.taps + column) * outputs * width + ((ky % sv) * sh + (kx % sh)) * inputs;
        for (let o = 0; o < outputs; o++) {
          for (let i = 0; i < inputs; i++) out[to + o * width + i] = kernel[from + i * outputs + o] as number;
        }
      }
    }
  });
}

/** `[batch, rows, rows, phases*in]` to `[batch, H, W, in]`, without the padding in front. */
function sideBySide(c: Composition, parts: TensorInfo, g: ConvGeometry): TensorInfo {
  const { batch, height, width, inputChannels: channels } = g;
  const [, rows, columns, depth] = four(parts);
  return c.create([batch, height.input, width.input, channels], (out) => {
    const source = c.floats(parts);
    let to = 0;
    for (let b = 0; b < batch; b++) {
      for (let y = height.before; y < height.before + height.input; y++) {
        const row = (b * rows + Math.floor(y / height.stride)) * columns;
        const phase = (y % height.stride) * width.stride;
        for (let x = width.before; x < width.before + width.input; x++) {
          const at = (row + Math.floor(x / width.stride)) * depth;
          const from = at + (phase + (x % width.stride)) * channels;
          for (let i = 0; i < channels; i++) out[to++] = source[from + i] as number;
        }
      }
    }
  });
}

const forward = (c: Composition, x: TensorInfo, filter: TensorInfo, pad: readonly number[][]): TensorInfo =>
  c.run("Conv2D", { x, filter }, { strides: [1, 1], dilations: [1, 1], pad, dataFormat: "NHWC" });

/** `[N, out]` times the transposed kernel. */
function pointwise(c: Composition, dy: TensorInfo, filter: TensorInfo, g: ConvGeometry): TensorInfo {
  const rows = g.batch * g.height.input * g.width.input;
  const kernel = c.view(filter, [g.inputChannels, g.outputChannels]);
  const b = c.run("Transpose", { x: kernel }, { perm: [1, 0] });
  const a = c.view(dy, [rows, g.outputChannels]);
  const product = c.run("BatchMatMul", { a, b }, { transposeA: false, transposeB: false });
  return c.view(product, [g.batch, g.height.input, g.width.input, g.inputChannels]);
}

export const convInputGradient = composed((c, { inputs, attrs }) => {
  const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
  const g = convGeometry(
    attrs.inputShape as unknown as number[],
    filter.shape,
    { ...attrs, dilations: 1 },
    false,
  );
  if (isPointwise(g)) return pointwise(c, dy, filter, g);
  const [v, h] = [phasesOf(g.height), phasesOf(g.width)];
  const kernel = phaseKernel(c, filter, g, v, h);
  const plain = [g.height, g.width].every((axis) => axis.stride === 1 && axis.before < axis.kernel);
  if (plain) {
    const side = ({ input, output, kernel: size, before }: AxisGeometry) =>
      [size - 1 - before, input - output + before] as const;
    return forward(c, dy, kernel, padding(side(g.height), side(g.width)));
  }
  const side = (axis: AxisGeometry, p: Phases) => [p.taps - 1, Math.max(0, p.rows - axis.output)] as const;
  return sideBySide(c, forward(c, dy, kernel, padding(side(g.height, v), side(g.width, h))), g);
});
