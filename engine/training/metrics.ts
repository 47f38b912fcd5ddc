/** Counts of right answers in a batch, on the device. */
import {
  argMax,
  cast,
  equal,
  greater,
  greaterEqual,
  logicalAnd,
  logicalOr,
  mul,
  range,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { oneHotFloat } from "./losses.ts";

/** Number of samples whose largest score is that of their label, as a scalar. The first of equal scores counts. */
export function correctCount(scores: Tensor2D, labels: Tensor1D): Tensor {
  return sum(cast(equal(argMax(scores, 1), labels), "float32"));
}

/**
 * Number of samples whose label is among the `k` largest scores, as a scalar. Of equal scores the lower class comes
 * first, as in a stable sort, so that constant scores do not count as right; a row with NaN never counts.
 */
export function topCount(scores: Tensor2D, labels: Tensor1D, k: number): Tensor {
  const [batch, classes] = scores.shape;
  const own = sum(mul(scores, oneHotFloat(labels, classes)), 1, true);
  const notEarlier = greaterEqual(
    reshape(range(0, classes, 1, "int32"), [1, classes]),
    reshape(labels, [batch, 1]),
  );
  const behind = logicalOr(greater(own, scores), logicalAnd(equal(own, scores), notEarlier));
  return sum(cast(greaterEqual(sum(cast(behind, "float32"), 1), classes - k + 1), "float32"));
}
