/** Looks over JSON text before it is parsed: where its grammar breaks, how deep it is, whether keys repeat. */

export const JSON_DEPTH = 64;

export interface JsonFault {
  readonly code: "file/syntax" | "file/too-deep" | "file/duplicate-key";
  /** Offset in UTF-16 units. */
  readonly at: number;
  readonly expected?: string;
  readonly key?: string;
}

const SPACE = /[ \t\n\r]*/y;
// Control characters must be escaped within JSON strings.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar of JSON names them
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type State = "value" | "first-key" | "key" | "first-item" | "after";

/** The first fault, or `null` where `JSON.parse` will succeed and lose nothing. Without recursion. */
export function findJsonFault(text: string): JsonFault | null {
  // One entry for each open bracket: the keys of an object, `null` for an array.
  const open: (Set<string> | null)[] = [];
  let state: State = "value";
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const take = (sign: string): boolean => {
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const syntax = (expected: string): JsonFault => ({ code: "file/syntax", at, expected });

  for (;;) {
    match(SPACE);
    if (state === "after") {
      if (open.length === 0) return at === text.length ? null : syntax("the end of the file");
      const keys = open.at(-1);
      if (take(",")) state = keys === null ? "value" : "key";
      else if (take(keys === null ? "]" : "}")) open.pop();
      else return syntax(keys === null ? "“,” or “]”" : "“,” or “}”");
    } else if (state === "first-item" && take("]")) {
      open.pop();
      state = "after";
    } else if (state === "first-key" && take("}")) {
      open.pop();
      state = "after";
    } else if (state === "first-key" || state === "key") {
      const start = at;
      const key = match(STRING);
      if (key === null)
        return syntax(state === "key" ? "a key in double quotes" : "a key in double quotes or “}”");
      if (open.at(-1)?.has(key)) return { code: "file/duplicate-key", at: start, key: key.slice(1, -1) };
      open.at(-1)?.add(key);
      match(SPACE);
      if (!take(":")) return syntax("“:”");
      state = "value";
    } else if (text[at] === "{" || text[at] === "[") {
      if (open.length >= JSON_DEPTH) return { code: "file/too-deep", at };
      open.push(text[at] === "{" ? new Set() : null);
      state = text[at] === "{" ? "first-key" : "first-item";
      at++;
    } else {
      if (match(STRING) === null && match(SCALAR) === null) return syntax("a value");
      state = "after";
    }
  }
}

/** Line and column of an offset, both counted from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { line, column: at - before.lastIndexOf("\n") };
}
