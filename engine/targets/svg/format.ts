/** Numbers as a picture writes them: three figures and a unit. */
const UNITS = ["", " k", " M", " G", " T"] as const;

/** `0`, `712`, `9.41 k`, `118 M`, `1.50 G`. Counts of parameters or multiply-accumulates. */
export function formatCount(count: number): string {
  if (count < 1000) return String(Math.round(count));
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}${UNITS[unit] ?? ""}`;
}

/** `812 B`, `1.2 kB`, `3.4 MB`, in powers of 1000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  return `${formatCount(bytes)}B`;
}
