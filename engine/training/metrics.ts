/** Counts of right answers in a batch, on the device. */
import { argMax, cast, equal, sum, type Tensor, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/** Number of samples whose largest score is that of their label, as a scalar. The first of equal scores counts. */
export function correctCount(scores: Tensor2D, labels: Tensor1D): Tensor {
  return sum(cast(equal(argMax(scores, 1), labels), "float32"));
}
