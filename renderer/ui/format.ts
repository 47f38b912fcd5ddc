/** Numbers as the interface shows them, the same in every language. */

const PREFIXES = [
  { factor: 1e12, sign: "T" },
  { factor: 1e9, sign: "G" },
  { factor: 1e6, sign: "M" },
  { factor: 1e3, sign: "k" },
] as const;

/** Three digits and a prefix: `61.7 k`, `1.50 G`; below a thousand the number itself. */
export function formatCompact(value: number): string {
  // 999,950 would round to `1000 k`, so a prefix begins where its rounded value is 1.00.
  const prefix = PREFIXES.find(({ factor }) => value >= factor * 0.9995);
  if (prefix === undefined) return String(Math.round(value));
  return `${(value / prefix.factor).toPrecision(3)} ${prefix.sign}`;
}

/** `1,234,567`. */
export const formatExact = (value: number): string => value.toLocaleString("en-US");

/** `1.50 MiB`: as memory is counted. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toPrecision(3)} ${units[power]}`;
}

/** `3.07 GB`: in powers of ten, as books count. */
export const formatDecimalBytes = (bytes: number): string =>
  formatCompact(bytes).replace(/ ?([kMGT]?)$/, (_, prefix: string) => ` ${prefix}B`);
