/**
 * Angles in whole numbers, 2^32 to a turn, and their sine and cosine by shifts and additions alone (Volder, "The CORDIC
 * trigonometric computing technique", 1959): a GPU's own are too coarse to move a pixel by, and these are the same everywhere
 * (`engine/kernels/webgpu/augment.ts`).
 */

/** Degrees, counter-clockwise, as an angle. */
export const angleOf = (degrees: number): number => Math.round((degrees / 360) * 2 ** 32) | 0;

/** `arctan(2^-i)` as angles. */
export const ARCTANGENTS: readonly number[] = Array.from({ length: 30 }, (_, i) =>
  Math.round((Math.atan(2 ** -i) / (2 * Math.PI)) * 2 ** 32),
);
/** What 30 turns by them leave of the length 2^30: the product of their cosines. */
export const SHRUNK = Math.round(
  2 ** 30 * Array.from({ length: 30 }, (_, i) => Math.cos(Math.atan(2 ** -i))).reduce((p, cos) => p * cos, 1),
);

/** Bits behind the point with which positions in an image of this size are computed: as many as 32 bits have room for, 23 at most. */
export const fractionBits = ({
  height,
  width,
}: {
  readonly height: number;
  readonly width: number;
}): number => Math.min(23, 29 - Math.ceil(Math.log2(Math.max(height, width))));

/** Cosine and sine, `bits` of them behind the point. */
export function cosSin(angle: number, bits: number): readonly [cos: number, sin: number] {
  const behind = angle > 2 ** 30 || angle < -(2 ** 30);
  let left = behind ? (angle + 2 ** 31) | 0 : angle;
  let [x, y] = [SHRUNK, 0];
  for (let i = 0; i < ARCTANGENTS.length; i++) {
    const [dx, dy] = [x >> i, y >> i];
    if (left >= 0) {
      [x, y] = [x - dy, y + dx];
      left -= ARCTANGENTS[i] as number;
    } else {
      [x, y] = [x + dy, y - dx];
      left += ARCTANGENTS[i] as number;
    }
  }
  // The last bits are rounding.
  const rounded = (value: number): number => ((behind ? -value : value) + (1 << (29 - bits))) >> (30 - bits);
  return [rounded(x), rounded(y)];
}
