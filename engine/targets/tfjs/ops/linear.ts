/** The dense layer. */
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { type Activation, activationAttributes } from "./activated.ts";
import { addBias } from "./combine.ts";
import { hasKernel, runKernel } from "./fused.ts";

/**
 * `x` `[batch, in]`, `weight` `[in, out]`, `bias` `[out]`; one kernel where the backend has it (`engine/kernels`), which
 * alone takes an activation along.
 */
export function linear(
  x: Tensor2D,
  weight: Tensor2D,
  bias: Tensor1D | null,
  activation: Activation | null,
): Tensor {
  const name = activation === null ? "Linear" : "LinearActivated";
  if (hasKernel(name)) {
    const inputs = bias === null ? { x, weight } : { x, weight, bias };
    return runKernel(name, inputs, { biased: bias !== null, ...activationAttributes(activation) });
  }
  const y = tf.matMul(x, weight);
  return bias === null ? y : addBias(y, bias);
}
