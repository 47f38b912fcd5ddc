/** Masks of dropout, drawn in JavaScript: a seed means the same mask on every backend. */
import type { Path } from "../../blocks/types.ts";
import { createRandom } from "../../tensor/random.ts";

/** `size` numbers: zero with probability `rate`, and else `1/(1 - rate)` (inverted dropout, as in PyTorch). */
export function drawMask(seed: number, path: Path, size: number, rate: number): Float32Array {
  const random = createRandom(seed, `dropout/${path}`);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = random.next() < rate ? 0 : kept;
  return mask;
}
