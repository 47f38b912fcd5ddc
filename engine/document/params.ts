/** Values of parameters against their specification: one set of rules for forms, commands, files and `expand`. */
import {
  isExpression,
  type ParamSpec,
  type ParamTable,
  type ParamValue,
  type ResolvedParams,
} from "../layers/param.ts";
import { type MessageTable, type Problem, type ProblemPlace, problem } from "../tensor/problem.ts";
import { expressionProblem, readExpression } from "./expression/index.ts";
import type { ExpressionIssue, ExpressionResult, ExpressionValue } from "./expression/types.ts";

export const paramMessages = {
  "param/wrong-type": {
    message: "{param} needs {needed}, but is {got}.",
    remedy: "Give it {needed}, or an expression that starts with =.",
  },
  "param/out-of-range": {
    message: "{param} is {got}; it must be from {min} to {max}.",
    remedy: "Choose a value from {min} to {max}.",
  },
  "param/not-an-option": {
    message: "{param} is {got}; it must be one of: {options}.",
    remedy: "Choose one of: {options}.",
  },
  "param/wrong-length": {
    message: "{param} has {got} numbers; it needs from {min} to {max} of them.",
    remedy: "Give it from {min} to {max} whole numbers.",
  },
  "param/unknown": {
    message: "There is no parameter {param} here. Known: {known}.",
    remedy: "Remove {param}, or correct its name.",
  },
} as const satisfies MessageTable;

export type ResolvedValue = ResolvedParams[string];
export interface ParamIssue {
  readonly code: keyof typeof paramMessages;
  readonly values: Readonly<Record<string, string | number>>;
}
export type ParamResult =
  | { readonly ok: true; readonly value: ResolvedValue }
  | { readonly ok: false; readonly issue: ParamIssue | ExpressionIssue };

const NEEDED: Readonly<Record<ParamSpec["type"], string>> = {
  int: "a whole number",
  float: "a number",
  bool: "true or false",
  choice: "one of its options",
  pair: "two whole numbers, height and width",
  ints: "a list of whole numbers",
};

/** A short text of any value, for messages. */
export function showValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? `“${value}”` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

const refuse = (code: ParamIssue["code"], values: ParamIssue["values"]): ParamResult => ({
  ok: false,
  issue: { code, values },
});
const wrongType = (spec: ParamSpec, value: unknown): ParamResult =>
  refuse("param/wrong-type", { needed: NEEDED[spec.type], got: showValue(value) });

/** The value a parameter takes where nothing is stored. */
export const defaultOf = (spec: ParamSpec): ResolvedValue => spec.default;

/** Checks a value without expressions; a scalar given to a pair means both axes. */
export function checkParam(spec: ParamSpec, value: unknown): ParamResult {
  switch (spec.type) {
    case "bool":
      return typeof value === "boolean" ? { ok: true, value } : wrongType(spec, value);
    case "choice":
      if (typeof value !== "string") return wrongType(spec, value);
      if (spec.options.includes(value)) return { ok: true, value };
      return refuse("param/not-an-option", { got: showValue(value), options: spec.options.join(", ") });
    case "int":
    case "float":
      return checkNumber(spec, value);
    case "pair":
      if (typeof value === "number") return checkPair(spec, [value, value]);
      if (!Array.isArray(value) || value.length !== 2) return wrongType(spec, value);
      return checkPair(spec, value);
    case "ints": {
      if (!Array.isArray(value)) return wrongType(spec, value);
      if (value.length < spec.minLength || value.length > spec.maxLength) {
        const values = { got: value.length, min: spec.minLength, max: spec.maxLength };
        return refuse("param/wrong-length", values);
      }
      return checkPair(spec, value);
    }
  }
}

function checkNumber(
  spec: ParamSpec & { readonly min: number; readonly max: number },
  value: unknown,
): ParamResult {
  const right = spec.type === "float" ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (typeof value !== "number" || !right) return wrongType(spec, value);
  if (value < spec.min || value > spec.max) {
    return refuse("param/out-of-range", { got: value, min: spec.min, max: spec.max });
  }
  return { ok: true, value };
}

function checkPair(
  spec: ParamSpec & { readonly min: number; readonly max: number },
  items: readonly unknown[],
): ParamResult {
  for (const item of items) {
    const result = checkNumber(spec, item);
    if (!result.ok) return result;
  }
  return { ok: true, value: items as readonly number[] };
}

/** Evaluates what is an expression in `value` and checks the rest against `spec`. */
export function resolveParam(
  spec: ParamSpec,
  value: ParamValue,
  evaluate: (text: string) => ExpressionResult<ExpressionValue>,
): ParamResult {
  if (isExpression(value)) {
    const result = evaluate(value);
    return result.ok ? checkParam(spec, result.value) : result;
  }
  if (!Array.isArray(value) || !value.some(isExpression)) return checkParam(spec, value);
  const items: ExpressionValue[] = [];
  for (const item of value) {
    const result = isExpression(item) ? evaluate(item) : { ok: true as const, value: item };
    if (!result.ok) return result;
    items.push(result.value);
  }
  return checkParam(spec, items);
}

/** What can be judged of a value before its expressions have values: their grammar, and all that is no expression. */
export function checkForm(spec: ParamSpec, value: ParamValue): ParamIssue | ExpressionIssue | null {
  const standIn =
    spec.type === "bool" || spec.type === "choice" ? spec.default : "min" in spec ? spec.min : 0;
  if (isExpression(value)) {
    const read = readExpression(value);
    return read.ok ? null : read.issue;
  }
  const result = resolveParam(spec, value, (text) => {
    const read = readExpression(text);
    return read.ok ? { ok: true, value: standIn } : read;
  });
  return result.ok ? null : result.issue;
}

export const paramProblem = (
  issue: ParamIssue | ExpressionIssue,
  param: string,
  place: ProblemPlace,
): Problem =>
  isParamIssue(issue)
    ? problem(paramMessages, issue.code, place, { param, ...issue.values })
    : expressionProblem(issue, place);

const isParamIssue = (issue: ParamIssue | ExpressionIssue): issue is ParamIssue =>
  issue.code.startsWith("param/");

export const knownParams = (table: ParamTable): string => Object.keys(table).join(", ") || "none";
