/** How readers of foreign files give up: with a problem, caught where the file was handed in. */
import type { Problem, Result, Values } from "../tensor/problem.ts";
import { fail, ok, problem } from "../tensor/problem.ts";
import { importMessages } from "./messages.ts";

export type ImportCode = keyof typeof importMessages;

/** Ends the reading of a file. Never leaves `attempt`. */
export class FileFault extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.message);
    this.problem = found;
  }
}

export const importProblem = (
  code: ImportCode,
  path: string,
  values: Values = {},
  severity: "error" | "warning" = "error",
): Problem => problem(importMessages, code, { path, severity }, values);

/** `place` is where in the file: `node 12 (Conv)`, `initializer fc.weight`. */
export function refuse(code: ImportCode, place: string, values: Values = {}): never {
  throw new FileFault(importProblem(code, place, { place, ...values }));
}

/** Runs a reader; its refusal becomes a result, any other error is a bug and passes through. */
export function attempt<T>(read: () => T): Result<T> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof FileFault) return fail(error.problem);
    throw error;
  }
}

export async function attemptLater<T>(read: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await read());
  } catch (error) {
    if (error instanceof FileFault) return fail(error.problem);
    throw error;
  }
}

/** A layer or operation that has no counterpart here: its node is quarantined, the file is not refused. */
export class Unmappable extends Error {}

/** `reason` is a sentence without its full stop. */
export function unmappable(reason: string): never {
  throw new Unmappable(reason);
}

/** A reason as a sentence of its own, short enough to be kept. */
export const sentence = (reason: string): string =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1, 300)}.`;
