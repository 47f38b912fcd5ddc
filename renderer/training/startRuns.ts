/** Runs whose weights may be the start of a document's training. */
import type { GraphDocument } from "../../engine/document/types.ts";
import type { RunSummary } from "../../engine/worker/values.ts";

const namesOf = ({ graph }: GraphDocument): readonly string[] =>
  graph.nodes.flatMap((node) =>
    node.type === "layer" && (node.kind === "input" || node.kind === "output") ? [] : [node.name],
  );

/** Ended, and of a network that has a layer or block of the same name: weights go by names. */
export function startRuns(runs: readonly RunSummary[], document: GraphDocument): readonly RunSummary[] {
  const names = new Set(namesOf(document));
  return runs.filter((run) => run.ending !== null && namesOf(run.document).some((name) => names.has(name)));
}
