/** Fixes inside a block change its definition; whoever applies one is told so. */
import { blockOf } from "../../document/graph.ts";
import type { GraphDocument } from "../../document/types.ts";
import type { Fix, Problem } from "../../tensor/problem.ts";

/** Adds the block to the label and the values (`block`) of every fix that edits the inside of a block. */
export function noteBlocks(document: GraphDocument, found: Problem): Problem {
  if (found.values.scope === undefined || found.values.scope === "") return found;
  return { ...found, fixes: found.fixes.map((fix) => noteBlock(document, fix)) };
}

function noteBlock(document: GraphDocument, fix: Fix): Fix {
  const scope = fix.calls.map(({ args }) => args.scope).find((candidate) => typeof candidate === "string");
  if (scope === undefined) return fix;
  const block = blockOf(document, scope)?.title || scope;
  return {
    ...fix,
    label: `${fix.label} (inside the block ${block}, so in all its copies)`,
    values: { ...fix.values, block },
  };
}
