/** Everything that is wrong with a document, each with its fixes. */
import { originKey, scopeAt } from "../blocks/origin.ts";
import type { Expanded, Path } from "../blocks/types.ts";
import type { GraphDocument } from "../document/types.ts";
import { layerMessages } from "../layers/messages.ts";
import { type Problem, problem } from "../tensor/problem.ts";
import type { Refusal } from "./infer.ts";
import type { NodeShapes } from "./types.ts";

export interface Findings {
  readonly document: GraphDocument;
  readonly expanded: Expanded;
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  readonly refusals: readonly Refusal[];
  /** What `expand` found. */
  readonly found: readonly Problem[];
}

export function collectProblems({ document, refusals, found }: Findings): readonly Problem[] {
  return [...found, ...refusals.map((refusal) => refusedShape(document, refusal))];
}

function refusedShape(document: GraphDocument, { node, issue }: Refusal): Problem {
  const scope = scopeAt(document, node.origin.slice(0, -1)) ?? null;
  const where = { origin: originKey(node.origin), scope: scope ?? "" };
  const port = issue.port === undefined ? {} : { port: issue.port };
  return problem(layerMessages, issue.code, { path: node.path, ...port }, { ...issue.values, ...where });
}
