/** Fixes of what `expand` finds, where it takes more than the graph alone to know them. */

import { graphOf, scopesOf } from "../../document/graph.ts";
import { freeName, namesOf } from "../../document/names.ts";
import type { BlockNode, Scope } from "../../document/types.ts";
import type { Fix, Problem } from "../../tensor/problem.ts";
import { type Findings, locate, originIn } from "../findings.ts";
import { rename, setRepeat } from "./calls.ts";
import { analysisFix } from "./labels.ts";
import { sourceFixes } from "./sources.ts";

const MOST_REPEATS = 3;

/** Further fixes, to stand before those the problem has. */
export function expansionFixes(findings: Findings, found: Problem): readonly Fix[] {
  switch (found.code) {
    case "missing-input":
      return sourceFixes(findings, found);
    case "duplicate-path":
      return renaming(findings, found);
    case "too-many-layers":
      return fewerRepeats(findings);
    default:
      return [];
  }
}

/** A name that no node of the graph has and that makes a path of its own. */
function renaming({ document, expanded }: Findings, { path, values }: Problem): readonly Fix[] {
  const here = locate(document, originIn(values));
  if (here === undefined) return [];
  const { scope, node } = here;
  const prefix = path.slice(0, path.length - node.name.length);
  const paths = expanded.nodes.filter((other) => other.path.startsWith(prefix));
  const taken = new Set([
    ...namesOf(graphOf(document, scope).nodes),
    ...paths.map((other) => other.path.slice(prefix.length)),
  ]);
  const to = freeName(node.name.replaceAll(".", "_"), taken);
  return [analysisFix("rename-layer", { to }, [rename(scope, node.id, to)])];
}

/** The blocks that repeat most often, once each. */
function fewerRepeats({ document }: Findings): readonly Fix[] {
  const repeated: { readonly scope: Scope; readonly node: BlockNode; readonly count: number }[] = [];
  for (const scope of scopesOf(document)) {
    for (const node of graphOf(document, scope).nodes) {
      if (node.type === "block" && typeof node.repeat === "number" && node.repeat > 1)
        repeated.push({ scope, node, count: node.repeat });
    }
  }
  repeated.sort((a, b) => b.count - a.count);
  return repeated
    .slice(0, MOST_REPEATS)
    .map(({ scope, node }) =>
      analysisFix("set-repeat", { name: node.name, repeat: 1 }, [setRepeat(scope, node.id, 1)]),
    );
}
