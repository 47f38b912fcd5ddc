/** Numbers as people type them. */

export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Whether text that starts with `=` is taken as an expression. */
  readonly expressions: boolean;
}
export type NumberText = number | string;

/** What the text stands for, or `null` while it is no number within the limits. */
export function readNumber(text: string, limits: NumberLimits): NumberText | null {
  const trimmed = text.trim();
  if (limits.expressions && trimmed.startsWith("=")) return trimmed.length > 1 ? trimmed : null;
  if (trimmed === "") return null;
  const value = Number(trimmed.replace(",", "."));
  if (!Number.isFinite(value) || value < limits.min || value > limits.max) return null;
  return limits.integer && !Number.isInteger(value) ? null : value;
}

export const formatNumber = (value: NumberText): string =>
  typeof value === "string" ? value : String(value);

/** The next value on the grid of steps, within the limits; decimals do not drift (0.1 + 0.2 gives 0.3). */
export function stepNumber(value: number, steps: number, step: number, limits: NumberLimits): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)) + 1);
  const next = Number((value + steps * step).toFixed(Math.min(decimals, 12)));
  return Math.min(limits.max, Math.max(limits.min, next));
}
