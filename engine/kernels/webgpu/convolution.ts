/**
 * Convolution kernels of our own names, which stock backends have not: with bias, dilation and groups, and gradients of
 * all. Layouts are `[batch, H, W, groups*in]` and `[kh, kw, in, groups*out]`; attributes are `WindowAttributes`.
 *
 * `Convolution`: inputs `x`, `filter` and perhaps `bias` `[groups*out]`. `ConvolutionActivated`: the same with attributes
 * `activation` and `alpha`, whose gradient needs its value. `ConvolutionInputGrad`: inputs `dy` and `filter`,
 * attribute `inputShape`. `ConvolutionFilterGrad`: inputs `x` and `dy`, attribute `filterShape`.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { activationOf } from "./activation.ts";
import { filterGradient, forward, inputGradient } from "./conv-products.ts";
import { geometryOf, stockGeometry, type WindowAttributes } from "./geometry.ts";
import type { KernelCall, WebgpuKernel } from "./program.ts";

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
