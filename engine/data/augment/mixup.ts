/** Mix-up (Zhang et al. 2018): a sample and a drawn partner, blended by a Beta-distributed share. */
import type { CounterRandom } from "../../tensor/random-counter.ts";
import { type AugmentKey, augmentRandom } from "./augment.ts";

export interface Mix {
  /** Index of the other sample in the training part. */
  readonly partner: number;
  /** Share of the sample itself, 0..1. */
  readonly share: number;
}

/** Partner and share of one sample; they depend on (seed, epoch, index) alone, not on the batch. */
export function drawMix(alpha: number, length: number, key: AugmentKey): Mix {
  const random = augmentRandom(key, "mixup");
  return { partner: random.int(length), share: drawBeta(alpha, random) };
}

/** Symmetric Beta(alpha, alpha) from two gamma draws. */
function drawBeta(alpha: number, random: CounterRandom): number {
  const a = drawGamma(alpha, random);
  const b = drawGamma(alpha, random);
  // Both underflow to zero for a tiny alpha, whose limit is a fair coin.
  if (a + b === 0) return random.next() < 0.5 ? 0 : 1;
  return a / (a + b);
}

/** Gamma(shape, 1): Marsaglia and Tsang, "A simple method for generating gamma variables", 2000. */
function drawGamma(shape: number, random: CounterRandom): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** `share × own + (1 - share) × other`, element by element, into `own`. */
export function blendInto(own: Float32Array, other: Float32Array, share: number): void {
  for (let i = 0; i < own.length; i++)
    own[i] = share * (own[i] as number) + (1 - share) * (other[i] as number);
}
