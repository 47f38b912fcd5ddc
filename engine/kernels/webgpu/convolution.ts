/**
 * Convolution kernels of our own names, which stock backends have not: with bias, dilation and groups, and gradients of
 * all. Layouts are `[batch, H, W, groups*in]` and `[kh, kw, in, groups*out]`; attributes are `WindowAttributes`.
 *
 * `Convolution`: inputs `x`, `filter` and perhaps `bias` `[groups*out]`. `ConvolutionActivated`: the same with attributes
 * `activation` and `alpha`, whose gradient needs its value. `ConvolutionInputGrad`: inputs `dy` and `filter`,
 * attribute `inputShape`. `ConvolutionFilterGrad`: inputs `x` and `dy`, attribute `filterShape`.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Activation, activationOf } from "./activation.ts";
import { directFilterGradient, directForward, directInputGradient } from "./conv-direct.ts";
import { convFilterGradient } from "./conv-filter-gradient.ts";
import { convForward } from "./conv-forward.ts";
import { convInputGradient } from "./conv-input-gradient.ts";
import { sizeOf } from "./dispatch.ts";
import { type Geometry, geometryOf, stockGeometry, type WindowAttributes } from "./geometry.ts";
import type { KernelCall, WebgpuKernel } from "./program.ts";

/** Multiplications of a whole batch up to which a tiled product is not worth its compilation. */
const SMALL = 2 ** 20;

/** Each group has one input channel, so that no product of matrices is left; or the whole is small. */
function isDirect(batch: number, g: Geometry): boolean {
  const each = sizeOf([...g.outputSize, ...g.kernel, g.inputs, g.groups * g.outputs]);
  return (g.groups > 1 && g.inputs === 1) || batch * each <= SMALL;
}
const batchOf = ({ shape }: TensorInfo): number => shape[0] ?? 0;

const forward = (
  backend: WebGPUBackend,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  g: Geometry,
  activation: Activation | null = null,
): TensorInfo =>
  (isDirect(batchOf(x), g) ? directForward : convForward)(backend, x, filter, bias, g, activation);
const inputGradient = (backend: WebGPUBackend, dy: TensorInfo, filter: TensorInfo, g: Geometry): TensorInfo =>
  (isDirect(batchOf(dy), g) ? directInputGradient : convInputGradient)(backend, dy, filter, g);
const filterGradient = (backend: WebGPUBackend, x: TensorInfo, dy: TensorInfo, g: Geometry): TensorInfo =>
  (isDirect(batchOf(x), g) ? directFilterGradient : convFilterGradient)(backend, x, dy, g);

type Named = Readonly<Record<string, TensorInfo>>;
const windowOf = ({ attrs }: KernelCall): WindowAttributes => attrs as unknown as WindowAttributes;
const shapeIn = ({ attrs }: KernelCall, name: string): number[] => attrs[name] as unknown as number[];

export const convolution: WebgpuKernel = (call) => {
  const { x, filter, bias } = call.inputs as { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo };
  const g = geometryOf(x.shape, filter.shape, windowOf(call));
  return forward(call.backend, x, filter, bias ?? null, g, activationOf(call.attrs));
};

export const convolutionInputGradient: WebgpuKernel = (call) => {
  const { dy, filter } = call.inputs as { dy: TensorInfo; filter: TensorInfo };
  const g = geometryOf(shapeIn(call, "inputShape"), filter.shape, windowOf(call));
  return inputGradient(call.backend, dy, filter, g);
};

export const convolutionFilterGradient: WebgpuKernel = (call) => {
  const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
  const g = geometryOf(x.shape, shapeIn(call, "filterShape"), windowOf(call));
  return filterGradient(call.backend, x, dy, g);
};

const channelsLast = ({ attrs }: KernelCall): boolean =>
  (attrs.dataFormat as unknown as string | undefined) !== "NCHW";

/** tfjs' `Conv2D`, `Conv2DBackpropInput` and `Conv2DBackpropFilter` by the same kernels; images channels first are left to `stock`. */
export const stockConvolutions: Readonly<Record<string, (stock: WebgpuKernel) => WebgpuKernel>> = {
  Conv2D: (stock) => (call) => {
    const { x, filter } = call.inputs as Named & { x: TensorInfo; filter: TensorInfo };
    if (!channelsLast(call)) return stock(call);
    return forward(call.backend, x, filter, null, stockGeometry(x.shape, filter.shape, call.attrs));
  },
  Conv2DBackpropInput: (stock) => (call) => {
    const { dy, filter } = call.inputs as Named & { dy: TensorInfo; filter: TensorInfo };
    if (!channelsLast(call)) return stock(call);
    const g = stockGeometry(shapeIn(call, "inputShape"), filter.shape, call.attrs);
    return inputGradient(call.backend, dy, filter, g);
  },
  Conv2DBackpropFilter: (stock) => (call) => {
    const { x, dy } = call.inputs as Named & { x: TensorInfo; dy: TensorInfo };
    if (!channelsLast(call)) return stock(call);
    const g = stockGeometry(x.shape, shapeIn(call, "filterShape"), call.attrs);
    return filterGradient(call.backend, x, dy, g);
  },
};
