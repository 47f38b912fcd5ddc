/** Ids of nodes, wires, notes and blocks: short, random, and unused in the document. */
import type { CommandContext } from "./commands.ts";
import type { GraphDocument } from "./types.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 8;

/** Every id that a document uses anywhere. */
export function idsOf(document: GraphDocument): Set<string> {
  const ids = new Set<string>();
  for (const graph of [document.graph, ...Object.values(document.blocks).map((block) => block.graph)]) {
    for (const node of graph.nodes) ids.add(node.id);
    for (const edge of graph.edges) ids.add(edge.id);
  }
  for (const layout of [document.layout.root, ...Object.values(document.layout.blocks)]) {
    for (const note of layout.notes) ids.add(note.id);
  }
  for (const block of Object.keys(document.blocks)) ids.add(block);
  return ids;
}

/** Ids from any source of integers below a bound; begins with a letter, so that no table sorts them as numbers. */
export const newIds = (random: { int(bound: number): number }): CommandContext => ({
  newId() {
    let id = LETTERS.charAt(random.int(26));
    while (id.length < LENGTH) id += LETTERS.charAt(random.int(LETTERS.length));
    return id;
  },
});

/** The same, skipping what `document` uses and what was already given out. */
export function unusedIds(context: CommandContext, document: GraphDocument): CommandContext {
  let taken: Set<string> | undefined;
  return {
    newId() {
      taken ??= idsOf(document);
      for (let tries = 0; tries < 1000; tries++) {
        const id = context.newId();
        if (taken.has(id)) continue;
        taken.add(id);
        return id;
      }
      throw new Error("The source of ids repeats itself.");
    },
  };
}
