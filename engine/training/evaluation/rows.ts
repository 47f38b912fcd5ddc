/** Arithmetic on the outputs for one sample, in double precision. */

/** Probabilities of one row of logits. */
export function softmaxRow(logits: ArrayLike<number>): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i] as number);
  const result = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = result.reduce((total, value) => total + value, 0);
  return result.map((value) => value / sum);
}

/** `-log softmax(logits)[label]`, stable for large logits. */
export function crossEntropyRow(logits: Float32Array, label: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return Math.log(sum) + largest - (logits[label] as number);
}

/** Mean of the squared differences. */
export const squaredErrorRow = (output: ArrayLike<number>, target: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < output.length; i++) sum += ((output[i] as number) - target(i)) ** 2;
  return sum / output.length;
};

/**
 * Place of `label` among the scores, 0 for the largest. Of equal scores the lower class comes first; with a NaN among
 * them the label comes last.
 */
export function rankOf(scores: ArrayLike<number>, label: number): number {
  const own = scores[label] as number;
  let rank = 0;
  for (let i = 0; i < scores.length; i++) {
    const other = scores[i] as number;
    if (Number.isNaN(other) || Number.isNaN(own)) return scores.length - 1;
    if (other > own || (other === own && i < label)) rank++;
  }
  return rank;
}

/** Index of the first of the largest scores. */
export function argMaxRow(scores: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if ((scores[i] as number) > (scores[best] as number)) best = i;
  return best;
}
