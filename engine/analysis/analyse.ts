/** From a document to everything that is derived from it, in one call. */
import { expand } from "../blocks/expand.ts";
import type { GraphDocument } from "../document/types.ts";
import { blockViews } from "./block-views.ts";
import { costs as costsOf, totalsOf } from "./cost.ts";
import { receptiveFields } from "./field.ts";
import { infer } from "./infer.ts";
import { collectProblems } from "./problems.ts";
import { createMemory, type Memory } from "./remember.ts";
import type { Analysis } from "./types.ts";

export interface Analyser {
  /**
   * Total: an answer for every document. The same `Analysis` as long as graph, blocks, variables and the training
   * settings that problems speak of are the same values; moving nodes or writing notes costs nothing.
   */
  analyse(document: GraphDocument): Analysis;
}

/** An analyser with a memory of its own; keep one for each document that is being edited. */
export function createAnalyser(): Analyser {
  const memory = createMemory();
  let last: { readonly document: GraphDocument; readonly analysis: Analysis } | undefined;
  return {
    analyse(document) {
      if (last === undefined || !sameSource(last.document, document)) {
        last = { document, analysis: derive(document, memory) };
      }
      return last.analysis;
    },
  };
}

const sameSource = (a: GraphDocument, b: GraphDocument): boolean =>
  a.graph === b.graph &&
  a.blocks === b.blocks &&
  a.variables === b.variables &&
  a.training.loss === b.training.loss &&
  a.training.batchSize === b.training.batchSize;

function derive(document: GraphDocument, memory: Memory): Analysis {
  const { expanded, problems: found } = expand(document);
  memory.turn();
  const { shapes, refusals } = infer(expanded, memory.judge);
  const costs = costsOf(expanded, shapes, memory.cost);
  const problems = collectProblems({ document, expanded, shapes, refusals, found });
  return {
    expanded,
    shapes,
    costs,
    fields: receptiveFields(expanded, shapes),
    blocks: blockViews(document, expanded, costs),
    totals: totalsOf(costs, expanded, shapes),
    problems,
    valid: !problems.some(({ severity }) => severity === "error"),
  };
}
