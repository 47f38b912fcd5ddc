/** Cuts the text of an expression into tokens. */
import type { ExpressionIssue } from "./types.ts";

export interface Token {
  readonly type: "number" | "string" | "name" | "sign" | "end";
  /** The sign, the name, or the text within the quotes. */
  readonly text: string;
  readonly at: number;
}

const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
// Longer signs first, so that `//` is not read as `/` twice.
const SIGN = /\*\*|\/\/|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:(),[\]]/y;
const STRING = /'([^']*)'/y;
const SPACE = /\s*/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Tokens with an `end` at last, or where the text stops making sense. */
export function tokenize(
  text: string,
):
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly issue: ExpressionIssue } {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(SPACE, text, at)?.[0].length ?? 0;
    if (at >= text.length) return { ok: true, tokens: [...tokens, { type: "end", text: "", at }] };
    const string = matchAt(STRING, text, at);
    const found = string ?? matchAt(NUMBER, text, at) ?? matchAt(NAME, text, at) ?? matchAt(SIGN, text, at);
    if (found === null)
      return { ok: false, issue: syntaxIssue(text, at, "a value or a sign", text.charAt(at)) };
    tokens.push({ type: tokenType(found[0], string !== null), text: string?.[1] ?? found[0], at });
    at += found[0].length;
  }
}

function tokenType(text: string, quoted: boolean): Token["type"] {
  if (quoted) return "string";
  if (/^[\d.]/.test(text)) return "number";
  return /^[A-Za-z_]/.test(text) ? "name" : "sign";
}

/** Positions are shown counted from 1. */
export const syntaxIssue = (text: string, at: number, expected: string, found: string): ExpressionIssue => ({
  code: "expression/syntax",
  values: { text, position: at + 1, expected, found: found === "" ? "the end" : `“${found}”` },
});
