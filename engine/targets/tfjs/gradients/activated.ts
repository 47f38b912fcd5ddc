/** Layers of our own kernels (`engine/kernels`), with a bias and an activation or without. */
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { runKernel, runKernels } from "../ops/fused.ts";
import type { GradientTable, KernelAttributes, KernelGradient, LazyGradients } from "./types.ts";

/** The gradient of a layer's sums and of its bias. */
interface Sums {
  dy(): Tensor;
  bias(): Tensor;
}

const plain = (dy: Tensor): Sums => ({ dy: () => dy, bias: () => runKernel("ColumnSums", { x: dy }, {}) });

/** Computed once for all that ask; again where what was found has been freed between two of them. */
function throughActivation(dy: Tensor, y: Tensor, attrs: KernelAttributes): Sums {
  const { activation, alpha, biased } = attrs;
  let found: readonly Tensor[] = [];
  const part = (i: number): Tensor => {
    if (found.length === 0 || found.some(({ isDisposed }) => isDisposed)) {
      const attributes = { activation, alpha };
      found =
        biased === true
          ? runKernels("ActivationBiasGrad", { dy, y }, attributes)
          : [runKernel("ActivationGrad", { dy, y }, attributes)];
    }
    return found[i] as Tensor;
  };
  return { dy: () => part(0), bias: () => part(1) };
}

/** The same layer without an activation and with one, which needs its value too. */
function both(
  name: string,
  inputs: readonly string[],
  gradients: (sums: Sums, saved: readonly Tensor[], attrs: KernelAttributes) => LazyGradients,
): GradientTable {
  const without: KernelGradient = {
    inputs,
    crossed: true,
    gradients: (dy, saved, attrs) => gradients(plain(dy), saved, attrs),
  };
  const activated: KernelGradient = {
    inputs,
    crossed: true,
    outputs: [true],
    gradients: (dy, saved, attrs) => {
      const y = saved[inputs.length] as Tensor;
      return gradients(throughActivation(dy, y, attrs), saved, attrs);
    },
  };
  return { [name]: without, [`${name}Activated`]: activated };
}

export const activatedGradients: GradientTable = {
  ...both("Convolution", ["x", "filter"], (sums, saved, { stride, padding, dilation, groups }) => {
    const [x, filter] = saved as [Tensor4D, Tensor4D];
    const window = { stride, padding, dilation, groups };
    return {
      x: () =>
        runKernel("ConvolutionInputGrad", { dy: sums.dy(), filter }, { ...window, inputShape: x.shape }),
      filter: () =>
        runKernel("ConvolutionFilterGrad", { x, dy: sums.dy() }, { ...window, filterShape: filter.shape }),
      bias: () => sums.bias(),
    };
  }),
  ...both("Linear", ["x", "weight"], (sums, saved) => {
    const [x, weight] = saved as [Tensor, Tensor];
    return {
      x: () => tf.matMul(sums.dy(), weight, false, true),
      weight: () => tf.matMul(x, sums.dy(), true, false),
      bias: () => sums.bias(),
    };
  }),
};
