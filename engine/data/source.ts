/** SOURCE as written on the command line: `scheme:PLACE?option=value&option=value`. */
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { dataMessages } from "./messages.ts";

/** What each scheme takes after `?`. */
const OPTIONS = {
  builtin: ["train", "test", "seed"],
  idx: ["test", "seed"],
  cifar10: ["test", "seed"],
  folder: ["size", "channels", "fit", "test", "seed", "check"],
  csv: ["label", "shape", "header", "separator", "task", "test", "seed"],
} as const;

export type Scheme = keyof typeof OPTIONS;
const isScheme = (text: string): text is Scheme => Object.hasOwn(OPTIONS, text);

export interface ParsedSource {
  readonly source: string;
  readonly scheme: Scheme;
  /** NAME, DIR or FILE; never empty. */
  readonly place: string;
  readonly options: ReadonlyMap<string, string>;
}

/** Takes SOURCE apart; an option that the scheme does not know is refused. A `?` without `=` belongs to the place. */
export function parseSource(source: string): Result<ParsedSource> {
  const colon = source.indexOf(":");
  const scheme = source.slice(0, Math.max(0, colon));
  const rest = source.slice(colon + 1);
  const mark = rest.lastIndexOf("?");
  const hasOptions = mark >= 0 && rest.slice(mark).includes("=");
  const place = hasOptions ? rest.slice(0, mark) : rest;
  if (!isScheme(scheme) || place === "")
    return fail(problem(dataMessages, "data/unknown-source", { path: source }, { source }));
  const options = new Map<string, string>();
  for (const entry of hasOptions ? rest.slice(mark + 1).split("&") : []) {
    const equals = entry.indexOf("=");
    const name = equals < 0 ? entry : entry.slice(0, equals);
    const known: readonly string[] = OPTIONS[scheme];
    if (!known.includes(name)) {
      const values = { option: name, scheme, known: known.join(", ") };
      return fail(problem(dataMessages, "data/unknown-option", { path: source }, values));
    }
    options.set(name, decode(entry.slice(equals + 1)));
  }
  return ok({ source, scheme, place, options });
}

/** Percent-decoding where it is well formed; otherwise the text as written, since paths and labels may hold a `%`. */
const decode = (text: string): string =>
  /%(?![0-9a-fA-F]{2})/.test(text) || !text.includes("%") ? text : safeDecode(text);

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Reads options one by one and keeps the first that is wrong. */
export interface OptionReader {
  /** A whole number from `min` to `max`. */
  int(name: string, fallback: number, min: number, max: number): number;
  /** A number from `min` to `max`, ends included. */
  fraction(name: string, fallback: number, min: number, max: number): number;
  choice<const C extends string>(name: string, choices: readonly C[], fallback: C): C;
  /** Sizes joined by `x`, each from 1 to `max`; null where absent. */
  sizes(name: string, counts: readonly number[], max: number): readonly number[] | null;
  text(name: string): string | null;
  /** Problems so far. */
  check(): Result<null>;
}

export function readOptions({ source, options }: ParsedSource): OptionReader {
  const wrong = new Map<string, { readonly value: string; readonly expected: string }>();
  const number = (name: string, fallback: number, isRight: (n: number) => boolean, expected: string) => {
    const text = options.get(name);
    if (text === undefined) return fallback;
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (isRight(value)) return value;
    wrong.set(name, { value: text, expected });
    return fallback;
  };
  return {
    int: (name, fallback, min, max) =>
      number(
        name,
        fallback,
        (n) => Number.isSafeInteger(n) && n >= min && n <= max,
        `a whole number from ${min} to ${max}`,
      ),
    fraction: (name, fallback, min, max) =>
      number(name, fallback, (n) => n >= min && n <= max, `a number from ${min} to ${max}`),
    choice(name, choices, fallback) {
      const text = options.get(name);
      const found = choices.find((choice) => choice === text);
      if (text !== undefined && found === undefined)
        wrong.set(name, { value: text, expected: `one of ${choices.join(", ")}` });
      return found ?? fallback;
    },
    sizes(name, counts, max) {
      const text = options.get(name);
      if (text === undefined) return null;
      const sizes = text.split(/[x×]/).map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
      if (counts.includes(sizes.length) && sizes.every((size) => size >= 1 && size <= max)) return sizes;
      wrong.set(name, { value: text, expected: `${counts.join(" or ")} sizes from 1 to ${max} joined by x` });
      return null;
    },
    text: (name) => options.get(name) ?? null,
    check: () =>
      wrong.size === 0
        ? ok(null)
        : fail(
            ...Array.from(wrong, ([option, values]) =>
              problem(dataMessages, "data/bad-option", { path: source }, { option, ...values }),
            ),
          ),
  };
}
