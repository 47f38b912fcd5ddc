/** How far two arrays are apart. */

/** Below this the reference counts as zero, and the difference itself is taken in its units. */
const SMALLEST_REFERENCE = 1e-6;

/**
 * Largest absolute difference over the largest absolute reference value. Infinite where a value is not a number or the
 * lengths differ.
 */
export function relativeError(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let scale = SMALLEST_REFERENCE;
  for (let i = 0; i < reference.length; i++) {
    const [a, b] = [actual[i] as number, reference[i] as number];
    if (!Number.isFinite(a)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(a - b));
    scale = Math.max(scale, Math.abs(b));
  }
  return difference / scale;
}
