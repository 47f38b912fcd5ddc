/** Evaluates the parameters of layers and the arguments of blocks where they stand. */
import type { ExpressionScope } from "../document/expression/evaluate.ts";
import type { ExpressionIssue, ExpressionResult, ExpressionValue } from "../document/expression/types.ts";
import {
  defaultOf,
  knownParams,
  type ParamIssue,
  type ResolvedValue,
  resolveParam,
} from "../document/params.ts";
import type { ParamTable, ParamValue } from "../layers/param.ts";

export type Evaluate = (text: string, scope: ExpressionScope) => ExpressionResult<ExpressionValue>;

export interface ArgumentIssue {
  readonly param: string;
  readonly issue: ParamIssue | ExpressionIssue;
  /** The stored value depends on where the block stands, so that other instances may have no such issue. */
  readonly instance: boolean;
}
export interface ResolvedTable {
  readonly values: Readonly<Record<string, ResolvedValue>>;
  readonly issues: readonly ArgumentIssue[];
}

const NONE: readonly ArgumentIssue[] = [];

/** The defaults of a table as one record. */
export const defaultsOf = (table: ParamTable): ResolvedTable["values"] =>
  Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, defaultOf(spec)]));

/**
 * Every parameter of `table` with its value: given and right, or its default. `defaults` are those of the table, so that
 * nodes which say nothing share one record.
 */
export function resolveTable(
  table: ParamTable,
  defaults: ResolvedTable["values"],
  given: Readonly<Record<string, ParamValue>>,
  scope: ExpressionScope,
  evaluate: Evaluate,
): ResolvedTable {
  const names = Object.keys(given);
  if (names.length === 0) return { values: defaults, issues: NONE };
  const values: Record<string, ResolvedValue> = { ...defaults };
  const issues: ArgumentIssue[] = [];
  for (const name of names) {
    const value = given[name];
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (value === undefined) continue;
    if (spec === undefined) {
      const issue = { code: "param/unknown", values: { known: knownParams(table) } } as const;
      issues.push({ param: name, issue, instance: false });
      continue;
    }
    const result = resolveParam(spec, value, (text) => evaluate(text, scope));
    if (result.ok) values[name] = result.value;
    else issues.push({ param: name, issue: result.issue, instance: dependsOnScope(value) });
  }
  return { values, issues };
}

const dependsOnScope = (value: ParamValue): boolean =>
  typeof value === "string" ? value.startsWith("=") : Array.isArray(value) && value.some(dependsOnScope);
