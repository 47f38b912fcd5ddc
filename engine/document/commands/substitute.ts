/** Names in the expressions of nodes: finding them, and writing values or other expressions in their place. */
import { isExpression, type ParamScalar, type ParamSpec, type ParamValue } from "../../layers/param.ts";
import { readExpression } from "../expression/index.ts";
import { constantOf, literalOf, namesIn, printExpression, substitute } from "../expression/rewrite.ts";
import type { Expression } from "../expression/types.ts";
import type { GraphNode } from "../types.ts";
import { refuse } from "./define.ts";

/** What stands for a name. Where it is `whole`, only an expression that is nothing but the name can take it. */
export interface Replacement {
  readonly value: ParamValue;
  readonly whole: boolean;
}
export type Replacements = ReadonlyMap<string, Replacement>;

const isList = (value: ParamValue): value is readonly ParamScalar[] => Array.isArray(value);

/** An argument as it is given to a parameter of this specification. */
export function replacementOf(spec: ParamSpec, given: ParamValue | undefined): Replacement {
  const value = given ?? spec.default;
  if (spec.type !== "pair") return { value, whole: isList(value) && value.some(isExpression) };
  // A pair may be given as one number, which an index inside the block would not find.
  if (typeof value === "number") return { value: [value, value], whole: false };
  return { value, whole: isExpression(value) || (isList(value) && value.some(isExpression)) };
}

/** A stored value with names replaced; what has no names left becomes a plain value. */
export function substituteValue(value: ParamValue, by: Replacements): ParamValue {
  if (isList(value)) {
    return value.map((item) => {
      const result = isExpression(item) ? substituteText(item, by) : item;
      return isList(result)
        ? refuse("edit/cannot-substitute", "", { name: item.toString(), text: String(item) })
        : result;
    });
  }
  return isExpression(value) ? substituteText(value, by) : value;
}

function substituteText(text: string, by: Replacements): ParamValue {
  const read = readExpression(text);
  // An expression that cannot be read has no names; `expand` reports it where it stands.
  if (!read.ok) return text;
  const expression = read.value;
  if (expression.type === "name") return by.get(expression.name)?.value ?? text;
  if (![...namesIn(expression)].some((name) => by.has(name))) return text;
  const replaced = substitute(expression, (name) => {
    const found = by.get(name);
    return found === undefined ? undefined : asExpression(found, name, text);
  });
  const constant = constantOf(replaced);
  if (constant !== undefined) return constant;
  const result = `=${printExpression(replaced)}`;
  return readExpression(result).ok
    ? result
    : refuse("edit/cannot-substitute", "", { name: [...by.keys()].join(", "), text });
}

function asExpression({ value, whole }: Replacement, name: string, text: string): Expression {
  if (whole) return refuse("edit/cannot-substitute", "", { name, text });
  if (isExpression(value)) {
    const read = readExpression(value);
    return read.ok ? read.value : refuse("edit/cannot-substitute", "", { name, text });
  }
  return literalOf(isList(value) ? value.map(Number) : value);
}

/** Applies a change to every value of a node that may be an expression. */
export function mapValues(node: GraphNode, change: (value: ParamValue) => ParamValue): GraphNode {
  const table = (values: Readonly<Record<string, ParamValue>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
  const muted = mapped(node.muted, change, "boolean");
  const base = { ...node, ...(muted === undefined ? {} : { muted }) };
  if (base.type === "layer") return { ...base, params: table(base.params) };
  if (base.type !== "block") return base;
  const repeat = mapped(base.repeat, change, "number");
  return { ...base, args: table(base.args), ...(repeat === undefined ? {} : { repeat }) };
}

/** A value that cannot stand there is left as the expression it was. */
function mapped<T extends number | boolean | string>(
  value: T | undefined,
  change: (value: ParamValue) => ParamValue,
  type: "number" | "boolean",
): T | string | undefined {
  if (value === undefined) return undefined;
  const result = change(value);
  return typeof result === type || isExpression(result) ? (result as T | string) : value;
}

export const substituteInNode = (node: GraphNode, by: Replacements): GraphNode =>
  mapValues(node, (value) => substituteValue(value, by));

/** Names that the expressions of a node take from around it; the index of its own repeat is not one of them. */
export function freeNames(node: GraphNode): ReadonlySet<string> {
  const names = new Set<string>();
  mapValues(node, (value) => {
    for (const item of isList(value) ? value : [value]) {
      const read = isExpression(item) ? readExpression(item) : null;
      if (read?.ok) for (const name of namesIn(read.value)) names.add(name);
    }
    return value;
  });
  if (node.type === "block" && node.repeat !== undefined) for (const own of ["i", "n"]) names.delete(own);
  return names;
}
