import type { MessageTable } from "../../tensor/problem.ts";
import type { ExpressionIssueCode } from "./types.ts";

export const expressionMessages = {
  "expression/syntax": {
    message:
      "The expression “{text}” cannot be read: {expected} was expected at character {position}, but {found} is there.",
    remedy:
      "Correct the expression; it may use numbers, names, + - * / // % **, comparisons, ? : and parentheses.",
  },
  "expression/too-long": {
    message: "The expression is {length} characters long; at most {limit} are allowed.",
    remedy: "Shorten it, or compute a part of it in a variable or a block parameter.",
  },
  "expression/too-deep": {
    message: "The expression “{text}” is nested deeper than {limit} levels.",
    remedy: "Remove parentheses, or compute a part of it in a variable or a block parameter.",
  },
  "expression/unknown-name": {
    message:
      "The expression “{text}” uses {name}, which is not known here (character {position}). Known: {known}.",
    remedy:
      "Use one of the known names, or add {name} as a parameter of the block or a variable of the document.",
  },
  "expression/wrong-type": {
    message: "In the expression “{text}” {operation} needs {needed}, but got {got} (character {position}).",
    remedy: "Give it {needed}.",
  },
  "expression/no-number": {
    message: "In the expression “{text}” {operation} has no finite result (character {position}).",
    remedy: "Avoid dividing by zero and numbers too large to represent.",
  },
} as const satisfies MessageTable & Record<ExpressionIssueCode, unknown>;
