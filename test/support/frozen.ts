import { applyCommand } from "../../engine/document/commands/index.ts";
import { newIds } from "../../engine/document/ids.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";

/** The document with the nodes of these names of its top graph frozen, or thawed. */
export function frozen(document: GraphDocument, names: readonly string[], on = true): GraphDocument {
  const ids = document.graph.nodes.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  if (ids.length !== names.length)
    throw new Error(`${document.about.title} lacks some of ${names.join(", ")}.`);
  const call = { command: "set-frozen", args: { scope: null, ids, frozen: on } };
  const outcome = applyCommand(document, call, newIds(createRandom(1)));
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.document;
}
