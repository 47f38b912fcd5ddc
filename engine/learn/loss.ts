/** What a loss says of the scores that a network gives for one sample. */

/** `exp(z) / Σ exp(z)`, with the largest score taken off first so that nothing overflows. */
export function softmax(scores: readonly number[]): readonly number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

export type LossKind = "cross-entropy" | "mse";

export interface LossAt {
  readonly loss: number;
  /** Of each score: descent moves it against this. */
  readonly gradient: readonly number[];
}

/**
 * Cross-entropy `-ln softmax(z)[label]`, whose gradient is `softmax(z) - y`; or the mean squared difference of the scores
 * from the one-hot vector `y`, whose gradient is `2 (z - y) / classes`. As in training.
 */
export function lossAt(kind: LossKind, scores: readonly number[], label: number): LossAt {
  const wanted = scores.map((_, index) => (index === label ? 1 : 0));
  if (kind === "cross-entropy") {
    const probabilities = softmax(scores);
    return {
      loss: -Math.log(probabilities[label] ?? 1),
      gradient: probabilities.map((probability, index) => probability - (wanted[index] ?? 0)),
    };
  }
  const errors = scores.map((score, index) => score - (wanted[index] ?? 0));
  return {
    loss: errors.reduce((sum, error) => sum + error * error, 0) / scores.length,
    gradient: errors.map((error) => (2 * error) / scores.length),
  };
}
