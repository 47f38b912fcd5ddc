/** Numbers of the figures, as short as they can be said. */

/** `19`, `-0.5`, `0.667`; the real minus sign. */
export function formatValue(value: number): string {
  if (value === Number.NEGATIVE_INFINITY) return "−∞";
  const short = Number(value.toFixed(Math.abs(value) < 10 ? 3 : 2));
  return (Object.is(short, -0) ? 0 : short).toString().replace("-", "−");
}

/** `1×2`, with a negative second factor in brackets. */
export const formatProduct = (a: number, b: number): string =>
  `${formatValue(a)}×${b < 0 ? `(${formatValue(b)})` : formatValue(b)}`;

export const formatInteger = (value: number): string => value.toLocaleString("en-US");

/** `3.07 GB`: thousands, as the field counts weights. */
export function formatDecimalBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
