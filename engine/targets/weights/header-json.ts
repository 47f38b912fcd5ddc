/**
 * A strict parser for the small subset of JSON that safetensors headers use: objects, arrays, strings and numbers.
 * `JSON.parse` would let duplicate names and `__proto__` through unseen.
 */
export type HeaderValue = string | number | readonly HeaderValue[] | HeaderObject;
export type HeaderObject = ReadonlyMap<string, HeaderValue>;

export type HeaderFault =
  | { readonly type: "text"; readonly reason: string; readonly at: number }
  | { readonly type: "duplicate" | "name"; readonly name: string };
export type ParsedHeader =
  | { readonly ok: true; readonly value: HeaderObject }
  | { readonly ok: false; readonly fault: HeaderFault };

/** Header, entry, list of numbers; anything deeper is not a safetensors header. */
const MAX_DEPTH = 3;

class HeaderError extends Error {
  readonly fault: HeaderFault;
  constructor(fault: HeaderFault) {
    super(fault.type);
    this.fault = fault;
  }
}

/** Reads one header; `at` in a fault counts UTF-16 units from its start. */
class HeaderReader {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  header(): HeaderObject {
    if (this.text[0] !== "{") this.stop("an opening brace is missing");
    const value = this.object(1);
    this.space();
    if (this.at !== this.text.length) this.stop("something follows the closing brace");
    return value;
  }

  private stop(reason: string): never {
    throw new HeaderError({ type: "text", reason, at: this.at });
  }

  private space(): void {
    while (" \n\r\t".includes(this.text[this.at] ?? "x")) this.at++;
  }

  private skip(mark: string): boolean {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private value(depth: number): HeaderValue {
    this.space();
    if (depth > MAX_DEPTH && "{[".includes(this.text[this.at] ?? "x")) this.stop("it is nested too deeply");
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.array(depth);
    if (first === '"') return this.string();
    return this.number();
  }

  private object(depth: number): HeaderObject {
    const entries = new Map<string, HeaderValue>();
    this.at++;
    if (this.skip("}")) return entries;
    do {
      this.space();
      const name = this.string();
      if (name === "__proto__") throw new HeaderError({ type: "name", name });
      if (entries.has(name)) throw new HeaderError({ type: "duplicate", name });
      if (!this.skip(":")) this.stop("a colon is missing");
      entries.set(name, this.value(depth + 1));
    } while (this.skip(","));
    if (!this.skip("}")) this.stop("a comma or a closing brace is missing");
    return entries;
  }

  private array(depth: number): readonly HeaderValue[] {
    const items: HeaderValue[] = [];
    this.at++;
    if (this.skip("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.skip(","));
    if (!this.skip("]")) this.stop("a comma or a closing bracket is missing");
    return items;
  }

  private string(): string {
    const token = this.token(
      /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy,
      "a string is expected",
    );
    return JSON.parse(token) as string;
  }

  private number(): number {
    return Number(this.token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, "a value is expected"));
  }

  private token(pattern: RegExp, reason: string): string {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) this.stop(reason);
    this.at += match[0].length;
    return match[0];
  }
}

export function parseHeader(text: string): ParsedHeader {
  try {
    return { ok: true, value: new HeaderReader(text).header() };
  } catch (error) {
    if (error instanceof HeaderError) return { ok: false, fault: error.fault };
    throw error;
  }
}
