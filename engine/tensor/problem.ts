/** Failures that a person can cause, as values. A thrown error is a bug; a `Problem` is information. */

export type Values = Readonly<Record<string, string | number>>;

/**
 * One sentence that says what is wrong and one that says what to do, with `{name}` placeholders.
 * Each part of the engine keeps its own table keyed by code; the interface translates by code.
 */
export interface MessageTemplate {
  readonly message: string;
  readonly remedy: string;
}
export type MessageTable = Readonly<Record<string, MessageTemplate>>;

/** A call of a document command by its id, with arguments that survive JSON. */
export interface CommandCall {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** An edit that makes the problem go away; all its calls are applied as one undoable step. */
export interface Fix {
  /** Key of the label for translation, for example `insert-flatten`. */
  readonly code: string;
  /** English label, complete. */
  readonly label: string;
  readonly values: Values;
  readonly calls: readonly CommandCall[];
}

export interface Problem {
  /** For example `conv2d/kernel-too-large`; the key of its message table. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** Canonical path of the node (`features.conv1`), a place in a file (`graph.nodes.a1.params`), or "" for the whole. */
  readonly path: string;
  readonly port?: string;
  /** English sentence, complete: what is wrong, with both shapes and the rule where shapes are at fault. */
  readonly message: string;
  /** English sentence: what to do about it. */
  readonly remedy: string;
  readonly values: Values;
  readonly fixes: readonly Fix[];
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings?: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** Replaces `{name}` by its value; an unknown name stays as it is, so that a slip shows. */
export const fillTemplate = (template: string, values: Values): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

export interface ProblemPlace {
  readonly path: string;
  readonly port?: string;
  readonly severity?: "error" | "warning";
  readonly fixes?: readonly Fix[];
}

/** Builds a problem from a message table; a code outside the table does not compile. */
export function problem<T extends MessageTable>(
  table: T,
  code: keyof T & string,
  place: ProblemPlace,
  values: Values = {},
): Problem {
  const template: MessageTemplate = table[code] as MessageTemplate;
  return {
    code,
    severity: place.severity ?? "error",
    path: place.path,
    ...(place.port === undefined ? {} : { port: place.port }),
    message: fillTemplate(template.message, values),
    remedy: fillTemplate(template.remedy, values),
    values,
    fixes: place.fixes ?? [],
  };
}
