/** The graph as the rows of a tree: nodes in the order of flow, blocks as branches. */
import type { Analysis } from "../../engine/analysis/types.ts";
import { originKey } from "../../engine/blocks/origin.ts";
import { sortNodes } from "../../engine/blocks/topology.ts";
import type { Path } from "../../engine/blocks/types.ts";
import { blockOf, graphOf } from "../../engine/document/graph.ts";
import type { Graph, GraphDocument, GraphNode, NodeId, Scope } from "../../engine/document/types.ts";
import type { Shape } from "../../engine/tensor/shape.ts";

export interface OutlineRow {
  /** Ids from the top graph inwards, joined by `/`. */
  readonly key: string;
  readonly origin: readonly NodeId[];
  readonly scope: Scope;
  readonly node: GraphNode;
  /** From 1. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many there are. */
  readonly place: number;
  readonly siblings: number;
  /** Null where there is nothing inside. */
  readonly expanded: boolean | null;
  /** Key of the branch that it is in. */
  readonly parent: string | null;
  /** Null where a problem hides it. */
  readonly shape: Shape | null;
  readonly params: number;
  /** Problems here and inside. */
  readonly problems: number;
}

export function inFlowOrder({ nodes, edges }: Graph): readonly GraphNode[] {
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const sources = nodes.map(() => [] as { readonly node: number }[]);
  for (const edge of edges) {
    const from = index.get(edge.from);
    const to = index.get(edge.to);
    if (from !== undefined && to !== undefined) sources[to]?.push({ node: from });
  }
  const { order } = sortNodes(nodes.length, (at) => sources[at] ?? []);
  return order.flatMap((at) => nodes[at] ?? []);
}

interface Branch {
  readonly scope: Scope;
  readonly origin: readonly NodeId[];
  readonly path: Path;
  readonly level: number;
  readonly parent: string | null;
}

/** Rows of the branches that are open, from the top down. */
export function outlineRows(
  document: GraphDocument,
  analysis: Analysis,
  open: ReadonlySet<string>,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const problems = problemCounts(analysis);
  const add = (branch: Branch): void => {
    const ordered = inFlowOrder(graphOf(document, branch.scope));
    for (const [index, node] of ordered.entries()) {
      const origin = [...branch.origin, node.id];
      const key = originKey(origin);
      const path = branch.path === "" ? node.name : `${branch.path}.${node.name}`;
      const inside = node.type === "block" ? blockOf(document, node.block) : undefined;
      const expanded = inside === undefined ? null : open.has(key);
      const output = analysis.expanded.outputs.get(key);
      const cost = analysis.costs.get(path) ?? analysis.blocks.get(path)?.cost;
      rows.push({
        key,
        origin,
        scope: branch.scope,
        node,
        level: branch.level,
        place: index + 1,
        siblings: ordered.length,
        expanded,
        parent: branch.parent,
        shape: output === undefined ? null : (analysis.shapes.get(output)?.output ?? null),
        params: cost?.params ?? 0,
        problems: problems.get(key) ?? 0,
      });
      if (inside !== undefined && expanded === true) {
        const repeats = node.type === "block" && node.repeat !== undefined;
        const inner = repeats ? `${path}.0` : path;
        add({ scope: inside.id, origin, path: inner, level: branch.level + 1, parent: key });
      }
    }
  };
  add({ scope: null, origin: [], path: "", level: 1, parent: null });
  return rows;
}

function problemCounts({ problems }: Analysis): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { values } of problems) {
    let key = "";
    for (const id of String(values.origin ?? "").split("/")) {
      key = key === "" ? id : `${key}/${id}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
