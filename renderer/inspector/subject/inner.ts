/** What is selected inside a block that is expanded on the canvas. */
import { originKey, scopeAt } from "../../../engine/blocks/origin.ts";
import { graphOf } from "../../../engine/document/graph.ts";
import type { GraphNode, NodeId, Scope } from "../../../engine/document/types.ts";
import { type OpenDocument, presentOf, scopeBlock } from "../../state/types.ts";

export interface ChosenNodes {
  /** Ids of the block nodes that lead to the graph, from the top inwards. */
  readonly instance: readonly NodeId[];
  readonly scope: Scope;
  readonly nodes: readonly GraphNode[];
}

/** Null where there are none, or of several blocks. */
export function innerNodes(tab: OpenDocument): ChosenNodes | null {
  const document = presentOf(tab);
  const origins = [...tab.inner].map((key) => key.split("/"));
  const [first] = origins;
  const instance = first?.slice(0, -1) ?? [];
  const scope = scopeAt(document, instance);
  const together = origins.every((origin) => originKey(origin.slice(0, -1)) === originKey(instance));
  if (first === undefined || scope === undefined || scope === null || !together) return null;
  const ids = new Set(origins.map((origin) => origin.at(-1)));
  const nodes = graphOf(document, scope).nodes.filter(({ id }) => ids.has(id));
  return nodes.length === 0 ? null : { instance, scope, nodes };
}

/** The selected nodes of the open graph; where there are none, those inside an expanded block. */
export function chosenNodes(tab: OpenDocument): ChosenNodes {
  const scope = scopeBlock(tab.scope);
  const { nodes, edges, notes } = tab.selection;
  const open = {
    instance: tab.scope.map((step) => step.node),
    scope,
    nodes: graphOf(presentOf(tab), scope).nodes.filter(({ id }) => nodes.has(id)),
  };
  return nodes.size + edges.size + notes.size > 0 ? open : (innerNodes(tab) ?? open);
}
