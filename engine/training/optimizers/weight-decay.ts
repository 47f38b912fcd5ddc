import { add, mul, scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** Coupled (L2) weight decay: `gradient + weightDecay * parameter`. Call inside `tf.tidy`. */
export function withDecay(weightDecay: number): (parameter: Tensor, gradient: Tensor) => Tensor {
  if (weightDecay === 0) return (_parameter, gradient) => gradient;
  const factor = scalar(weightDecay);
  return (parameter, gradient) => tidy(() => add(gradient, mul(factor, parameter)));
}
