/** Convolutions and products: gradients that are kernels of their own. */
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { runKernel as run } from "../ops/fused.ts";
import type { GradientTable, KernelAttributes } from "./types.ts";

/** Dilated windows are taken apart before they reach a kernel (`ops/convolution.ts`), so their gradient is a bug. */
function undilated({ dilations }: KernelAttributes): void {
  if (!(dilations as number[]).every((step) => step === 1))
    throw new Error("No gradient of a dilated window.");
}

/** What the gradient kernels of windows read of the forward kernel's attributes. */
const windowOf = ({ strides, pad, dataFormat, dimRoundingMode }: KernelAttributes): KernelAttributes => ({
  strides,
  pad,
  dataFormat,
  dimRoundingMode,
});

/** Of `op(a) op(b)`, where `op` turns a factor if its flag is set. */
function productGradients(dy: Tensor, a: Tensor, b: Tensor, turnA: boolean, turnB: boolean) {
  return {
    a: () => (turnA ? tf.matMul(b, dy, turnB, true) : tf.matMul(dy, b, false, !turnB)),
    b: () => (turnB ? tf.matMul(dy, a, true, turnA) : tf.matMul(a, dy, !turnA, false)),
  };
}

export const networkGradients: GradientTable = {
  Conv2D: {
    inputs: ["x", "filter"],
    crossed: true,
    gradients(dy, saved, attrs) {
      const [x, filter] = saved as [Tensor4D, Tensor4D];
      undilated(attrs);
      const window = windowOf(attrs);
      return {
        x: () => run("Conv2DBackpropInput", { dy, filter }, { ...window, inputShape: x.shape }),
        filter: () => run("Conv2DBackpropFilter", { x, dy }, { ...window, filterShape: filter.shape }),
      };
    },
  },
  // The transposed convolution: its gradients are a convolution, and the filter's gradient with both sides exchanged.
  Conv2DBackpropInput: {
    inputs: ["dy", "filter"],
    crossed: true,
    gradients(ddx, saved, attrs) {
      const [x, filter] = saved as [Tensor4D, Tensor4D];
      const window = windowOf(attrs);
      return {
        dy: () => run("Conv2D", { x: ddx, filter }, { ...window, dilations: [1, 1] }),
        filter: () =>
          run("Conv2DBackpropFilter", { x: ddx, dy: x }, { ...window, filterShape: filter.shape }),
      };
    },
  },
  DepthwiseConv2dNative: {
    inputs: ["x", "filter"],
    crossed: true,
    gradients(dy, saved, attrs) {
      const [x, filter] = saved as [Tensor4D, Tensor4D];
      undilated(attrs);
      const { strides, pad, dimRoundingMode, dilations } = attrs;
      const window = { strides, pad, dimRoundingMode, dilations };
      const name = "DepthwiseConv2dNativeBackprop";
      return {
        x: () => run(`${name}Input`, { dy, filter }, { ...window, inputShape: x.shape }),
        filter: () => run(`${name}Filter`, { x, dy }, { ...window, filterShape: filter.shape }),
      };
    },
  },
  BatchMatMul: {
    inputs: ["a", "b"],
    crossed: true,
    gradients: (dy, [a, b], { transposeA, transposeB }) =>
      productGradients(dy, a as Tensor, b as Tensor, transposeA === true, transposeB === true),
  },
  LRN: {
    inputs: ["x"],
    outputs: [true],
    gradients(dy, saved, { depthRadius, bias, alpha, beta }) {
      const [x, y] = saved as [Tensor4D, Tensor4D];
      return { x: () => run("LRNGrad", { x, y, dy }, { depthRadius, bias, alpha, beta }) };
    },
  },
};
