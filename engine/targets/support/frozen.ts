/** What a network's training leaves as it is, for exports that can say so. */
import type { Analysis } from "../../analysis/types.ts";
import type { Path } from "../../blocks/types.ts";
import { weightEntries } from "./network.ts";

/**
 * The frozen parts of a network that hold weights, in its order. A path stands for all below it: a block whose weights are
 * all frozen is named once.
 */
export function frozenPaths(analysis: Analysis): readonly Path[] {
  const frozen = new Set(analysis.expanded.nodes.flatMap((node) => (node.frozen === true ? node.path : [])));
  const holders = [...new Set(weightEntries(analysis).map(({ node }) => node))];
  /** Whatever holds a weight that is trained, and all that is around it. */
  const trained = new Set(holders.filter((path) => !frozen.has(path)).flatMap(withParents));
  const found = holders
    .filter((path) => frozen.has(path))
    .map((path) => withParents(path).find((part) => !trained.has(part)) ?? path);
  return [...new Set(found)];
}

/** `a.b.c` gives `a`, `a.b`, `a.b.c`. */
function withParents(path: Path): readonly Path[] {
  const names = path.split(".");
  return names.map((_, index) => names.slice(0, index + 1).join("."));
}
