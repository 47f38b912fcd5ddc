/** Recursive descent over the tokens, one level of precedence after the other. */
import { syntaxIssue, type Token, tokenize } from "./tokens.ts";
import {
  type BinaryOperator,
  EXPRESSION_LIMITS,
  type Expression,
  type ExpressionIssue,
  type ExpressionResult,
  type FunctionName,
} from "./types.ts";

/** Loosest first; `**` is apart because it binds tighter than a sign and to the right, as in Python. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "//", "%"],
];
/** Smallest and largest number of arguments. */
export const FUNCTIONS: Readonly<Record<FunctionName, readonly [number, number]>> = {
  min: [1, 16],
  max: [1, 16],
  floor: [1, 1],
  ceil: [1, 1],
  round: [1, 1],
  abs: [1, 1],
};
const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);

/** Leaves the descent on the first mistake; never leaves this file. */
class Refusal extends Error {
  readonly issue: ExpressionIssue;
  constructor(issue: ExpressionIssue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** Reads `text` without its leading `=`. */
export function parseExpression(text: string): ExpressionResult<Expression> {
  if (text.length > EXPRESSION_LIMITS.length) {
    const values = { length: text.length, limit: EXPRESSION_LIMITS.length };
    return { ok: false, issue: { code: "expression/too-long", values } };
  }
  const cut = tokenize(text);
  if (!cut.ok) return cut;
  try {
    return { ok: true, value: descend(text, cut.tokens) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, issue: error.issue };
    throw error;
  }
}

function descend(text: string, tokens: readonly Token[]): Expression {
  let position = 0;
  let depth = 0;
  const current = (): Token => tokens[position] as Token;
  const isSign = (sign: string): boolean => current().type === "sign" && current().text === sign;
  const refuse = (expected: string): never => {
    throw new Refusal(syntaxIssue(text, current().at, expected, current().text));
  };
  const tooDeep = (): never => {
    throw new Refusal({ code: "expression/too-deep", values: { text, limit: EXPRESSION_LIMITS.depth } });
  };
  const take = (sign: string): void => {
    if (!isSign(sign)) refuse(`“${sign}”`);
    position++;
  };
  const nested = (read: () => Expression): Expression => {
    if (++depth > EXPRESSION_LIMITS.depth) tooDeep();
    const result = read();
    depth--;
    return result;
  };

  const choice = (): Expression => {
    const test = level(0);
    if (!isSign("?")) return test;
    position++;
    const whenTrue = nested(choice);
    take(":");
    return { type: "choice", test, whenTrue, whenFalse: nested(choice), at: test.at };
  };
  const level = (index: number): Expression => {
    const operators = LEVELS[index];
    if (operators === undefined) return unary();
    let left = level(index + 1);
    for (let count = 0; ; count++) {
      const operator = operators.find(isSign);
      if (operator === undefined) return left;
      // A long chain leans to the left, so it is as deep as it is long.
      if (depth + count >= EXPRESSION_LIMITS.depth) tooDeep();
      const { at } = current();
      position++;
      left = { type: "binary", operator, left, right: level(index + 1), at };
    }
  };
  const unary = (): Expression => {
    const { at } = current();
    for (const operator of ["-", "!"] as const) {
      if (!isSign(operator)) continue;
      position++;
      return { type: "unary", operator, operand: nested(unary), at };
    }
    return power();
  };
  const power = (): Expression => {
    const left = postfix();
    if (!isSign("**")) return left;
    const { at } = current();
    position++;
    return { type: "binary", operator: "**", left, right: nested(unary), at };
  };
  const postfix = (): Expression => {
    let list = primary();
    for (let count = 0; isSign("["); count++) {
      if (depth + count >= EXPRESSION_LIMITS.depth) tooDeep();
      const { at } = current();
      position++;
      const index = nested(choice);
      take("]");
      list = { type: "index", list, index, at };
    }
    return list;
  };
  const primary = (): Expression => {
    const token = current();
    if (token.type === "end") return refuse("a value");
    position++;
    if (token.type === "number") return { type: "literal", value: Number(token.text), at: token.at };
    if (token.type === "string") return { type: "literal", value: token.text, at: token.at };
    if (token.type === "name") return named(token);
    if (token.text === "(") {
      const inner = nested(choice);
      take(")");
      return inner;
    }
    if (token.text === "[") return list(token.at);
    position--;
    return refuse("a value");
  };
  const named = (token: Token): Expression => {
    if (token.text === "true" || token.text === "false") {
      return { type: "literal", value: token.text === "true", at: token.at };
    }
    if (!isSign("(")) return { type: "name", name: token.text, at: token.at };
    if (!isFunction(token.text)) {
      position--;
      return refuse(`one of ${Object.keys(FUNCTIONS).join(", ")}`);
    }
    position++;
    const args = [nested(choice)];
    while (isSign(",") && args.length < FUNCTIONS[token.text][1]) {
      position++;
      args.push(nested(choice));
    }
    take(")");
    return { type: "call", name: token.text, args, at: token.at };
  };
  const list = (at: number): Expression => {
    const items: number[] = [];
    do {
      if (items.length > 0) take(",");
      const negative = isSign("-");
      if (negative) position++;
      if (current().type !== "number") refuse("a number");
      items.push(negative ? -Number(current().text) : Number(current().text));
      position++;
    } while (!isSign("]"));
    take("]");
    return { type: "list", items, at };
  };

  const result = choice();
  if (current().type !== "end") refuse("the end or an operator");
  return result;
}
