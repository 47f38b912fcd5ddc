/** Stored parameter values as forms show them, and back. */
import { isExpression, type ParamSpec, type ParamValue } from "../../../engine/layers/param.ts";
import type { NumberText } from "../../ui/numberText.ts";

/** What several nodes have in common: `mixed` where their values differ. */
export interface FieldValue {
  readonly value: ParamValue;
  readonly mixed: boolean;
  /** Nothing is stored: the default holds. */
  readonly initial: boolean;
}

type Stored = Readonly<Record<string, ParamValue>>;

export function fieldValue(spec: ParamSpec, name: string, stored: readonly Stored[]): FieldValue {
  const values = stored.map((table) => (Object.hasOwn(table, name) ? table[name] : undefined));
  const shown = values.map((value) => value ?? spec.default);
  const [first = spec.default] = shown;
  const mixed = shown.some((value) => JSON.stringify(value) !== JSON.stringify(first));
  return { value: first, mixed, initial: values.every((value) => value === undefined) };
}

/** A stored value that is wrong for its parameter (from a file) still shows as it is. */
const asNumber = (value: unknown): NumberText =>
  typeof value === "number" || typeof value === "string" ? value : String(value);

export const numberOf = (value: ParamValue): NumberText =>
  Array.isArray(value) ? value.join(", ") : asNumber(value);

/** One value stands for both axes. */
export function pairOf(value: ParamValue): readonly [NumberText, NumberText] {
  if (!Array.isArray(value)) return [asNumber(value), asNumber(value)];
  return [asNumber(value[0] ?? ""), asNumber(value[1] ?? "")];
}

/** An expression for both axes is stored once, so that it may also give a pair. */
export const pairValue = ([height, width]: readonly [NumberText, NumberText]): ParamValue =>
  height === width && typeof height === "string" ? height : [height, width];

export const listText = (value: ParamValue): string =>
  Array.isArray(value) ? value.join(", ") : String(value);

/** Whole numbers and expressions separated by commas, spaces or `×`; null where the text is something else. */
export function readList(
  text: string,
  { min, max, minLength, maxLength }: Extract<ParamSpec, { type: "ints" }>,
): ParamValue | null {
  const trimmed = text.trim();
  if (isExpression(trimmed) && !trimmed.includes(",")) return trimmed.length > 1 ? trimmed : null;
  const parts = trimmed.split(trimmed.includes(",") ? /\s*,\s*/ : /[\s×x]+/).filter((part) => part !== "");
  if (parts.length < minLength || parts.length > maxLength) return null;
  const items = parts.map((part) => (isExpression(part) ? part : Number(part)));
  const fits = items.every(
    (item) => typeof item === "string" || (Number.isInteger(item) && item >= min && item <= max),
  );
  return fits ? items : null;
}

/** The step of a decimal: a tenth of its default's magnitude, or what its table says. */
export function stepOf(spec: Extract<ParamSpec, { type: "float" }>): number {
  if (spec.step !== undefined) return spec.step;
  const size = Math.abs(spec.default);
  return size === 0 ? 0.1 : 10 ** Math.floor(Math.log10(size / 2));
}

/** A value that was worked out from an expression: `64`, `3×3`. */
export const shownValue = (value: unknown): string =>
  Array.isArray(value) ? value.join("×") : String(value);
