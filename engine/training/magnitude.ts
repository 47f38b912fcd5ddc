/** Sums of squares and products with a scalar, of tensors of any size: beyond what a WebGPU device binds at once too. */
import { mul, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import { hasKernel, runKernel } from "../targets/tfjs/ops/fused.ts";

/** Of all elements, a scalar. */
export const sumOfSquares = (x: Tensor): Tensor =>
  hasKernel("SumOfSquares") ? runKernel("SumOfSquares", { x }, {}) : sum(square(x));

/** `factor` is a scalar. */
export const scaledBy = (x: Tensor, factor: Tensor): Tensor =>
  hasKernel("ScaledBy") ? runKernel("ScaledBy", { x, factor }, {}) : mul(x, factor);
