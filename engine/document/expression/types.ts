/** Small expressions over the arguments of a block: `channels * 2`, `stride != 1 ? 'conv' : 'identity'`. */

/** A list can only be passed on whole or indexed; arithmetic is on numbers. */
export type ExpressionValue = number | boolean | string | readonly number[];

export type UnaryOperator = "-" | "!";
export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**";
export type FunctionName = "min" | "max" | "floor" | "ceil" | "round" | "abs";

/** `at` is the character where the part starts, counted from 0 after the leading `=`. */
export type Expression =
  | { readonly type: "literal"; readonly value: number | boolean | string; readonly at: number }
  | { readonly type: "list"; readonly items: readonly number[]; readonly at: number }
  | { readonly type: "name"; readonly name: string; readonly at: number }
  | {
      readonly type: "unary";
      readonly operator: UnaryOperator;
      readonly operand: Expression;
      readonly at: number;
    }
  | {
      readonly type: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly type: "choice";
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly at: number;
    }
  | {
      readonly type: "call";
      readonly name: FunctionName;
      readonly args: readonly Expression[];
      readonly at: number;
    }
  | { readonly type: "index"; readonly list: Expression; readonly index: Expression; readonly at: number };

/** What is wrong in an expression; the caller knows the place and makes a `Problem` of it. */
export interface ExpressionIssue {
  /** Key of `expressionMessages`. */
  readonly code: ExpressionIssueCode;
  readonly values: Readonly<Record<string, string | number>>;
}
export type ExpressionIssueCode =
  | "expression/syntax"
  | "expression/too-long"
  | "expression/too-deep"
  | "expression/unknown-name"
  | "expression/wrong-type"
  | "expression/no-number";

export type ExpressionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issue: ExpressionIssue };

export const EXPRESSION_LIMITS = { length: 1_000, depth: 64 } as const;
