/** `5 minutes ago`, `yesterday`, in the words of a language. */

const STEPS = [
  { unit: "minute", ms: 60_000, below: 60 },
  { unit: "hour", ms: 3_600_000, below: 24 },
  { unit: "day", ms: 86_400_000, below: 30 },
  { unit: "month", ms: 2_592_000_000, below: 12 },
] as const;

export function formatWhen(timeMs: number, nowMs: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const age = Math.max(0, nowMs - timeMs);
  const step = STEPS.find(({ ms, below }) => age / ms < below);
  return step === undefined
    ? format.format(-Math.round(age / 31_536_000_000), "year")
    : format.format(-Math.floor(age / step.ms), step.unit);
}
