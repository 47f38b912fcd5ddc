/** Clipping of gradients by their global norm. */
import { add, addN, div, minimum, scalar, sqrt, type Tensor } from "@tensorflow/tfjs-core";
import { scaledBy, sumOfSquares } from "./magnitude.ts";

/** Euclidean norm over all gradients together, a scalar. */
export function globalNorm(grads: Iterable<Tensor>): Tensor {
  return sqrt(addN([...grads].map(sumOfSquares)));
}

/**
 * Scales all gradients by `min(1, limit / (norm + 1e-6))`
 * (https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html).
 */
export function clipByGlobalNorm<K>(grads: ReadonlyMap<K, Tensor>, limit: number): ReadonlyMap<K, Tensor> {
  if (grads.size === 0) return grads;
  const factor = minimum(div(scalar(limit), add(globalNorm(grads.values()), scalar(1e-6))), scalar(1));
  return new Map([...grads].map(([key, gradient]) => [key, scaledBy(gradient, factor)]));
}
