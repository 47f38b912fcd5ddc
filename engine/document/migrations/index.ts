/** Brings the JSON of older versions to this one, a version at a time. */
import { DOCUMENT_VERSION } from "../types.ts";
import { fromVersion0 } from "./from-0.ts";

export type Json = Readonly<Record<string, unknown>>;

/**
 * From version `n` to `n + 1`, at index `n`. Gets JSON that has not been checked yet: what it does not recognise it
 * passes on, and the schema refuses it with its place.
 */
export type Migration = (document: Json) => Json;
export const migrations: readonly Migration[] = [fromVersion0];

/** Runs what is needed from `version` on; the result says the version it now has. */
export function migrate(
  document: Json,
  version: number,
  steps: readonly Migration[] = migrations,
  to: number = DOCUMENT_VERSION,
): Json {
  let current = document;
  for (let at = version; at < to; at++) {
    const step = steps[at];
    if (step === undefined) throw new Error(`There is no migration from version ${at}.`);
    current = { ...step(current), version: at + 1 };
  }
  return current;
}
