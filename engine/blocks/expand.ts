/** Blocks become layers: repeats unrolled, arguments evaluated, muted nodes passed by, everything in order. */
import { createEvaluator } from "../document/expression/index.ts";
import type { GraphDocument } from "../document/types.ts";
import { LIMITS } from "../tensor/limits.ts";
import { problem } from "../tensor/problem.ts";
import { Expander } from "./expander.ts";
import { expandMessages } from "./messages.ts";
import type { Expansion } from "./types.ts";

/**
 * Total: whatever the document holds, the answer is what could be expanded and what is wrong with the rest. Never
 * throws. An expansion beyond `LIMITS.expandedNodes` is empty and says so.
 */
export function expand(document: GraphDocument): Expansion {
  const expander = new Expander(document, createEvaluator());
  expander.run();
  if (expander.overflowed) {
    const limit = LIMITS.expandedNodes;
    return {
      expanded: { nodes: [], outputs: new Map(), broken: new Set() },
      problems: [problem(expandMessages, "too-many-layers", { path: "" }, { limit })],
    };
  }
  const { nodes, outputs, broken, problems } = expander;
  return { expanded: { nodes, outputs, broken }, problems };
}
