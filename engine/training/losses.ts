/** Losses over a batch, differentiable in the output of the network. */
import {
  add,
  cast,
  customGrad,
  div,
  engine,
  exp,
  type GradSaveFunc,
  getBackend,
  getKernel,
  log,
  max,
  mul,
  oneHot,
  reshape,
  type Scalar,
  scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

/** `[batch, classes]` of zeros and ones. The wasm backend writes integers whatever type is asked for, hence the cast. */
export const oneHotFloat = (labels: Tensor1D, classes: number): Tensor2D =>
  cast(oneHot(labels, classes, 1, 0, "int32"), "float32") as Tensor2D;

/** `[batch, classes]`, rows sum to 1: one-hot rows moved towards the uniform distribution by `smoothing`. */
export function classTargets(labels: Tensor1D, classes: number, smoothing: number): Tensor2D {
  return smooth(oneHotFloat(labels, classes), smoothing);
}

/** Label smoothing as in PyTorch's CrossEntropyLoss: `(1 - s) y + s / classes`. */
export function smooth(targets: Tensor2D, smoothing: number): Tensor2D {
  if (smoothing === 0) return targets;
  return add(mul(targets, scalar(1 - smoothing)), scalar(smoothing / targets.shape[1]));
}

/** The same by a kernel of `engine/kernels` that gives the loss and its gradient at once. */
function fusedCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  const loss = customGrad((z, save) => {
    const [value, gradient] = engine().runKernel("SoftmaxCrossEntropy", {
      logits: z as Tensor,
      targets,
    }) as Tensor[];
    (save as GradSaveFunc)([gradient as Tensor]);
    return {
      value: value as Tensor,
      gradFunc: (upstream: Tensor, [saved]: Tensor[]) => mul(saved as Tensor, upstream),
    };
  });
  return loss(logits) as Scalar;
}

/** Mean over the batch of `-sum(y log softmax(z))`. Rows of `targets` must sum to 1; only `logits` get a gradient. */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  if (getKernel("SoftmaxCrossEntropy", getBackend()) !== undefined) return fusedCrossEntropy(logits, targets);
  const batch = logits.shape[0];
  // one operation with its own gradient, (softmax(z) - y) / batch, instead of a dozen on the tape
  const loss = customGrad((z, save) => {
    const shifted = sub(z as Tensor, max(z as Tensor, 1, true));
    const logProbabilities = sub(shifted, log(sum(exp(shifted), 1, true)));
    (save as GradSaveFunc)([logProbabilities]);
    const value = div(sum(mul(logProbabilities, targets)), scalar(-batch));
    return {
      value,
      gradFunc: (upstream: Tensor, [saved]: Tensor[]) =>
        mul(sub(exp(saved as Tensor), targets), div(upstream, scalar(batch))),
    };
  });
  return loss(logits) as Scalar;
}

/** Mean over all elements of `(output - target)^2`; `targets` is `[batch, elements]`, row by row as in `output`. */
export function meanSquaredError(output: Tensor, targets: Tensor2D): Scalar {
  const loss = customGrad((z, save) => {
    const difference = sub(reshape(z as Tensor, targets.shape), targets);
    (save as GradSaveFunc)([difference]);
    return {
      value: div(sum(square(difference)), scalar(targets.size)),
      gradFunc: (upstream: Tensor, [saved]: Tensor[]) =>
        reshape(mul(saved as Tensor, mul(upstream, scalar(2 / targets.size))), output.shape),
    };
  });
  return loss(output) as Scalar;
}
