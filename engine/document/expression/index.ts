/** Expressions in one call each, for those who have text and a place. */
import { type Problem, type ProblemPlace, problem } from "../../tensor/problem.ts";
import { type ExpressionScope, evaluateExpression } from "./evaluate.ts";
import { expressionMessages } from "./messages.ts";
import { parseExpression } from "./parse.ts";
import type { Expression, ExpressionIssue, ExpressionResult, ExpressionValue } from "./types.ts";

/** `text` starts with `=`. */
export const readExpression = (text: string): ExpressionResult<Expression> => parseExpression(text.slice(1));

/** Evaluates expressions, reading each text once; for one pass over a document. */
export function createEvaluator(): (
  text: string,
  scope: ExpressionScope,
) => ExpressionResult<ExpressionValue> {
  const known = new Map<string, ExpressionResult<Expression>>();
  return (text, scope) => {
    const parsed = known.get(text) ?? readExpression(text);
    known.set(text, parsed);
    return parsed.ok ? evaluateExpression(parsed.value, scope, text.slice(1)) : parsed;
  };
}

export const expressionProblem = (issue: ExpressionIssue, place: ProblemPlace): Problem =>
  problem(expressionMessages, issue.code, place, { ...issue.values, ...shortened(issue.values.text) });

const shortened = (text: string | number | undefined) =>
  typeof text === "string" && text.length > 80 ? { text: `${text.slice(0, 79)}…` } : {};
