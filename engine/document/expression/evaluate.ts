/** The value of an expression where names have values. Nothing of JavaScript is reachable from here. */
import type {
  BinaryOperator,
  Expression,
  ExpressionIssue,
  ExpressionResult,
  ExpressionValue,
  FunctionName,
} from "./types.ts";

export type ExpressionScope = ReadonlyMap<string, ExpressionValue>;

const APPLY: Readonly<Record<FunctionName, (values: readonly number[]) => number>> = {
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  floor: ([value = Number.NaN]) => Math.floor(value),
  ceil: ([value = Number.NaN]) => Math.ceil(value),
  round: ([value = Number.NaN]) => Math.round(value),
  abs: ([value = Number.NaN]) => Math.abs(value),
};

class Refusal extends Error {
  readonly issue: ExpressionIssue;
  constructor(issue: ExpressionIssue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** `text` is only for messages. */
export function evaluateExpression(
  expression: Expression,
  scope: ExpressionScope,
  text: string,
): ExpressionResult<ExpressionValue> {
  try {
    return { ok: true, value: new Evaluation(scope, text).value(expression) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, issue: error.issue };
    throw error;
  }
}

const describe = (value: ExpressionValue): string => {
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "string") return `the text '${value}'`;
  return typeof value === "boolean" ? String(value) : `the list ${value.join(", ")}`;
};

class Evaluation {
  readonly #scope: ExpressionScope;
  readonly #text: string;
  constructor(scope: ExpressionScope, text: string) {
    this.#scope = scope;
    this.#text = text;
  }

  value(e: Expression): ExpressionValue {
    switch (e.type) {
      case "literal":
        return e.value;
      case "list":
        return e.items;
      case "name":
        return this.#lookUp(e.name, e.at);
      case "unary":
        return e.operator === "!" ? !this.#bool(e.operand, "“!”") : -this.#number(e.operand, "“-”");
      case "binary":
        return this.#binary(e);
      case "choice":
        return this.value(this.#bool(e.test, "“?”") ? e.whenTrue : e.whenFalse);
      case "call": {
        const values = e.args.map((arg) => this.#number(arg, e.name));
        return this.#finite(APPLY[e.name](values), e.name, e.at);
      }
      case "index":
        return this.#index(e);
    }
  }

  #lookUp(name: string, at: number): ExpressionValue {
    const value = this.#scope.get(name);
    if (value !== undefined) return value;
    const known = [...this.#scope.keys()].join(", ") || "none";
    throw this.#refusal("expression/unknown-name", at, { name, known });
  }

  #binary(e: Expression & { readonly type: "binary" }): ExpressionValue {
    const { operator } = e;
    if (operator === "&&") return this.#bool(e.left, "“&&”") && this.#bool(e.right, "“&&”");
    if (operator === "||") return this.#bool(e.left, "“||”") || this.#bool(e.right, "“||”");
    if (operator === "==") return this.#equal(e.left, e.right);
    if (operator === "!=") return !this.#equal(e.left, e.right);
    const left = this.#number(e.left, `“${operator}”`);
    const right = this.#number(e.right, `“${operator}”`);
    const result = arithmetic(operator, left, right);
    return typeof result === "boolean" ? result : this.#finite(result, `“${operator}”`, e.at);
  }

  #equal(left: Expression, right: Expression): boolean {
    const [a, b] = [this.value(left), this.value(right)];
    if (typeof a !== "object" || typeof b !== "object") return a === b;
    return a.length === b.length && a.every((item, i) => item === b[i]);
  }

  #index(e: Expression & { readonly type: "index" }): number {
    const list = this.value(e.list);
    if (typeof list !== "object") throw this.#wrongType("“[ ]”", "a list", list, e.at);
    const item = list[this.#number(e.index, "“[ ]”")];
    if (item === undefined)
      throw this.#wrongType("“[ ]”", `an index from 0 to ${list.length - 1}`, list, e.at);
    return item;
  }

  #number(e: Expression, operation: string): number {
    const value = this.value(e);
    if (typeof value !== "number") throw this.#wrongType(operation, "a number", value, e.at);
    return value;
  }

  #bool(e: Expression, operation: string): boolean {
    const value = this.value(e);
    if (typeof value !== "boolean") throw this.#wrongType(operation, "true or false", value, e.at);
    return value;
  }

  #finite(value: number, operation: string, at: number): number {
    if (!Number.isFinite(value)) throw this.#refusal("expression/no-number", at, { operation });
    return value;
  }

  #wrongType(operation: string, needed: string, got: ExpressionValue, at: number): Refusal {
    return this.#refusal("expression/wrong-type", at, { operation, needed, got: describe(got) });
  }

  #refusal(code: ExpressionIssue["code"], at: number, values: ExpressionIssue["values"]): Refusal {
    return new Refusal({ code, values: { text: this.#text, position: at + 1, ...values } });
  }
}

/** `//` rounds down and `%` takes the sign of the divisor, as in Python. */
function arithmetic(
  operator: Exclude<BinaryOperator, "&&" | "||" | "==" | "!=">,
  a: number,
  b: number,
): number | boolean {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a - b * Math.floor(a / b);
    case "**":
      return a ** b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}
