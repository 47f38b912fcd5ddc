/** Applying fixes in tests, with ids that count up. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { applyCalls } from "../../engine/document/commands/index.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { Fix, Problem } from "../../engine/tensor/problem.ts";

export const analyse = (document: GraphDocument): Analysis => createAnalyser().analyse(document);

export const counting = () => {
  let count = 0;
  return { newId: () => `fresh${++count}` };
};

/** The document after a fix; throws where a call is refused or the result cannot be saved and loaded. */
export function applyFix(document: GraphDocument, fix: Fix): GraphDocument {
  const outcome = applyCalls(document, fix.calls, counting());
  if (!outcome.ok) throw new Error(`${fix.label}: ${outcome.problem.message} ${JSON.stringify(fix.calls)}`);
  const parsed = parseDocument(serializeDocument(outcome.document));
  if (!parsed.ok) throw new Error(`${fix.label}: ${parsed.problems.map(({ message }) => message).join(" ")}`);
  return outcome.document;
}

export const sameProblem = (a: Problem, b: Problem): boolean =>
  a.code === b.code && a.path === b.path && a.port === b.port;

/** Whether the problem is still there. */
export const remains = (document: GraphDocument, found: Problem): boolean =>
  analyse(document).problems.some((other) => sameProblem(other, found));
