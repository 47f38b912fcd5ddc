/** What a schema refuses, as problems that name the place in the JSON. */
import { type MessageTable, type Problem, problem } from "../tensor/problem.ts";
import { fileMessages } from "./messages.ts";
import { paramMessages, showValue } from "./params.ts";
import type { z } from "./zod.ts";

const messages: MessageTable = { ...fileMessages, ...paramMessages };
/** More would not be read; the first ones name the cause. */
const MOST = 20;

/** `graph.nodes[3].params.kernel`; keys that are no identifiers stand in brackets. */
export function formatPlace(path: readonly PropertyKey[], root = "The file"): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_]\w*$/.test(String(part))) text += text === "" ? String(part) : `.${String(part)}`;
    else text += `[${JSON.stringify(String(part))}]`;
  }
  return text === "" ? root : text;
}

export function schemaProblems(issues: readonly z.core.$ZodIssue[], root = "The file"): readonly Problem[] {
  return issues.flatMap((issue) => toProblems(issue, root)).slice(0, MOST);
}

function toProblems(issue: z.core.$ZodIssue, root: string): readonly Problem[] {
  const path = formatPlace(issue.path, "");
  const place = formatPlace(issue.path, root);
  const got = showValue(issue.input);
  const make = (code: string, values: Readonly<Record<string, string | number>> = {}): readonly Problem[] => [
    problem(messages, code, { path }, { place, got, ...values }),
  ];
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? make("file/missing", { needed: NEEDED[issue.expected] ?? issue.expected })
        : make("file/wrong-type", { needed: NEEDED[issue.expected] ?? issue.expected });
    case "unrecognized_keys":
      return issue.keys.flatMap((key) => make("file/unknown-key", { key }));
    case "invalid_value":
      return issue.input === undefined
        ? make("file/missing", { needed: options(issue.values) })
        : make("file/not-an-option", { options: options(issue.values) });
    case "invalid_union": {
      const known = "options" in issue && Array.isArray(issue.options) ? options(issue.options) : null;
      const discriminator = "discriminator" in issue ? String(issue.discriminator) : "";
      if (known === null) return make("file/wrong-type", { needed: issue.message });
      const input: unknown = issue.input;
      const found =
        typeof input === "object" && input !== null ? Reflect.get(input, discriminator) : undefined;
      return make(found === undefined ? "file/missing" : "file/not-an-option", {
        needed: known,
        options: known,
        got: showValue(found),
      });
    }
    case "too_small":
      return make("file/out-of-range", {
        bound: bound(issue.origin, issue.inclusive ? "at least" : "greater than", issue.minimum),
      });
    case "too_big":
      return make("file/out-of-range", {
        bound: bound(issue.origin, issue.inclusive ? "at most" : "less than", issue.maximum),
      });
    case "invalid_key":
    case "custom":
      return custom(issue, make);
    default:
      return make("file/unreadable", { reason: issue.message });
  }
}

function custom(
  issue: z.core.$ZodIssue & { readonly code: "custom" | "invalid_key" },
  make: (code: string, values?: Readonly<Record<string, string | number>>) => readonly Problem[],
): readonly Problem[] {
  const found = issue.code === "custom" ? issue : issue.issues.find((inner) => inner.code === "custom");
  const params = found?.code === "custom" ? found.params : undefined;
  const code: unknown = params?.code;
  const values: unknown = params?.values;
  if (typeof code !== "string" || !Object.hasOwn(messages, code))
    return make("file/unreadable", { reason: issue.message });
  return make(code, values as Readonly<Record<string, string | number>>);
}

const NEEDED: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object { }",
  record: "an object { }",
  array: "a list [ ]",
  tuple: "a list [ ]",
};
const options = (values: readonly unknown[]): string => {
  const shown = values.map((value) => (typeof value === "string" ? `“${value}”` : String(value)));
  return shown.length <= 1 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
};
const bound = (origin: string, relation: string, limit: number | bigint): string => {
  const unit = origin === "array" ? " entries" : origin === "string" ? " characters" : "";
  return `${unit === "" ? "" : "of "}${relation} ${limit}${unit}`;
};
