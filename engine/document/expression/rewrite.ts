/** Writing expressions back, and putting expressions in the place of names. */
import { evaluateExpression } from "./evaluate.ts";
import type { BinaryOperator, Expression, ExpressionValue } from "./types.ts";

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "//": 6,
  "%": 6,
  "**": 8,
};
const UNARY = 7;
const PRIMARY = 10;

function precedence(e: Expression): number {
  if (e.type === "choice") return 0;
  if (e.type === "binary") return PRECEDENCE[e.operator];
  if (e.type === "unary") return UNARY;
  // A negative number prints with a sign and binds like one.
  return e.type === "literal" && typeof e.value === "number" && e.value < 0 ? UNARY : PRIMARY;
}

const wrapped = (e: Expression, least: number): string =>
  precedence(e) < least ? `(${printExpression(e)})` : printExpression(e);

/** The text of an expression without the leading `=`, with no more parentheses than it needs. */
export function printExpression(e: Expression): string {
  switch (e.type) {
    case "literal":
      return typeof e.value === "string" ? `'${e.value}'` : String(e.value);
    case "list":
      return `[${e.items.join(", ")}]`;
    case "name":
      return e.name;
    case "unary":
      return `${e.operator}${wrapped(e.operand, UNARY)}`;
    case "binary": {
      const own = PRECEDENCE[e.operator];
      const right = e.operator === "**";
      return `${wrapped(e.left, right ? own + 1 : own)} ${e.operator} ${wrapped(e.right, right ? UNARY : own + 1)}`;
    }
    case "choice":
      return `${wrapped(e.test, 1)} ? ${printExpression(e.whenTrue)} : ${printExpression(e.whenFalse)}`;
    case "call":
      return `${e.name}(${e.args.map(printExpression).join(", ")})`;
    case "index":
      return `${wrapped(e.list, PRIMARY)}[${printExpression(e.index)}]`;
  }
}

/** Every name that occurs, each once. */
export function namesIn(e: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.type === "name") names.add(part.name);
    else children(part).forEach(visit);
  };
  visit(e);
  return names;
}

function children(e: Expression): readonly Expression[] {
  switch (e.type) {
    case "unary":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "choice":
      return [e.test, e.whenTrue, e.whenFalse];
    case "call":
      return e.args;
    case "index":
      return [e.list, e.index];
    default:
      return [];
  }
}

/** Puts `by(name)` in the place of each name; `undefined` leaves it. */
export function substitute(e: Expression, by: (name: string) => Expression | undefined): Expression {
  const inner = (part: Expression): Expression => substitute(part, by);
  switch (e.type) {
    case "name":
      return by(e.name) ?? e;
    case "unary":
      return { ...e, operand: inner(e.operand) };
    case "binary":
      return { ...e, left: inner(e.left), right: inner(e.right) };
    case "choice":
      return { ...e, test: inner(e.test), whenTrue: inner(e.whenTrue), whenFalse: inner(e.whenFalse) };
    case "call":
      return { ...e, args: e.args.map(inner) };
    case "index":
      return { ...e, list: inner(e.list), index: inner(e.index) };
    default:
      return e;
  }
}

/** A value as an expression of its own. */
export const literalOf = (value: ExpressionValue): Expression =>
  typeof value === "object" ? { type: "list", items: value, at: 0 } : { type: "literal", value, at: 0 };

/** The value of an expression that has no names left; `undefined` where it has names or no value. */
export function constantOf(e: Expression): ExpressionValue | undefined {
  if (namesIn(e).size > 0) return undefined;
  const result = evaluateExpression(e, new Map(), "");
  return result.ok ? result.value : undefined;
}
