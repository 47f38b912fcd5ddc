/** Numbers as colours: from the panel's ground to the accent, and to the activation family's colour where negative. */

export type Rgb = readonly [number, number, number];
export interface MapPalette {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
}

const hex = (text: string): Rgb => {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** The palette of the present theme. */
export function paletteOf(element: Element): MapPalette {
  const style = getComputedStyle(element);
  return {
    negative: hex(style.getPropertyValue("--family-activation")),
    zero: hex(style.getPropertyValue("--canvas")),
    positive: hex(style.getPropertyValue("--accent")),
  };
}

/** `largest` is the magnitude that gets the full colour. A value that is not finite is left transparent. */
export function colorMap(
  values: Float32Array,
  largest: number,
  { negative, zero, positive }: MapPalette,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(values.length * 4);
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const share = largest === 0 ? 0 : Math.min(1, Math.abs(value) / largest);
    const full = value < 0 ? negative : positive;
    for (let c = 0; c < 3; c++)
      rgba[4 * i + c] = (zero[c] as number) + share * ((full[c] as number) - (zero[c] as number));
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

export const largestOf = (values: Float32Array): number => {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
};
