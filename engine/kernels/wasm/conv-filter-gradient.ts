/** `Conv2DBackpropFilter`, which stock tfjs-wasm lacks: a convolution of the transposed input with the gradient. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type AxisGeometry, type ConvGeometry, convGeometry, isPointwise, padding } from "./conv-geometry.ts";
import { type Composition, composed } from "./heap.ts";

/** Rows in front and behind; negative where rows of the input touch no window. */
const reach = ({ input, output, kernel, stride, before }: AxisGeometry): readonly [number, number] => [
  before,
  kernel - 1 + stride * (output - 1) + 1 - input - before,
];

/** Drops the rows and columns behind the last window. */
function used(c: Composition, x: TensorInfo, g: ConvGeometry, behind: readonly [number, number]): TensorInfo {
  if (behind[0] >= 0 && behind[1] >= 0) return x;
  const size = [
    g.batch,
    g.height.input + Math.min(0, behind[0]),
    g.width.input + Math.min(0, behind[1]),
    g.inputChannels,
  ];
  return c.run("Slice", { x }, { begin: [0, 0, 0, 0], size });
}

/** `[N, in]` transposed times `[N, out]`. */
function pointwise(c: Composition, x: TensorInfo, dy: TensorInfo, g: ConvGeometry): TensorInfo {
  const rows = g.batch * g.height.input * g.width.input;
  const a = c.run("Transpose", { x: c.view(x, [rows, g.inputChannels]) }, { perm: [1, 0] });
  const b = c.view(dy, [rows, g.outputChannels]);
  const product = c.run("BatchMatMul", { a, b }, { transposeA: false, transposeB: false });
  return c.view(product, [1, 1, g.inputChannels, g.outputChannels]);
}

/**
 * `dW[ky, kx, i, o] = sum over b, y, x of X[b, y*s + ky - p, x*s + kx - p, i] dY[b, y, x, o]`: a convolution whose batch is
 * the input channels, whose channels are the batch, whose kernel is `dY` and whose dilation is the stride.
 */
export const convFilterGradient = composed((c, { inputs, attrs }) => {
  const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
  const g = convGeometry(
    x.shape,
    attrs.filterShape as unknown as number[],
    { ...attrs, dilations: 1 },
    false,
  );
  if (isPointwise(g)) return pointwise(c, x, dy, g);
  const [vertical, horizontal] = [reach(g.height), reach(g.width)];
  // Every window lies in the padding altogether.
  if (g.height.input + vertical[1] <= 0 || g.width.input + horizontal[1] <= 0) {
    return c.create(attrs.filterShape as unknown as number[], (out) => out.fill(0));
  }
  const input = used(c, x, g, [vertical[1], horizontal[1]]);
  const pad = padding([vertical[0], Math.max(0, vertical[1])], [horizontal[0], Math.max(0, horizontal[1])]);
  const images = c.run("Transpose", { x: input }, { perm: [3, 1, 2, 0] });
  const filter = c.run("Transpose", { x: dy }, { perm: [1, 2, 0, 3] });
  const gradient = c.run(
    "Conv2D",
    { x: images, filter },
    { strides: [1, 1], dilations: [g.height.stride, g.width.stride], pad, dataFormat: "NHWC" },
  );
  return c.run("Transpose", { x: gradient }, { perm: [1, 2, 0, 3] });
});
