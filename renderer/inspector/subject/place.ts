/** Where the graph in front stands: the instance of the block that one came from. */
import type { Analysis } from "../../../engine/analysis/types.ts";
import { originKey, pathOf, scopeAt } from "../../../engine/blocks/origin.ts";
import type { ExpandedNode, Path } from "../../../engine/blocks/types.ts";
import { blockOf, graphOf } from "../../../engine/document/graph.ts";
import type { BlockDefinition, Graph, GraphDocument, NodeId, Scope } from "../../../engine/document/types.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import type { Shape } from "../../../engine/tensor/shape.ts";
import { type OpenDocument, presentOf, scopeBlock } from "../../state/types.ts";

export interface Place {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly scope: Scope;
  readonly graph: Graph;
  /** The block that is open; null at the top. */
  readonly block: BlockDefinition | null;
  /** Ids of the opened block nodes from the top graph inwards. */
  readonly instance: readonly NodeId[];
}

export function placeOf(tab: OpenDocument, analysis: Analysis): Place {
  return placeIn(
    presentOf(tab),
    analysis,
    tab.scope.map((step) => step.node),
    scopeBlock(tab.scope),
  );
}

const placeIn = (
  document: GraphDocument,
  analysis: Analysis,
  instance: readonly NodeId[],
  scope: Scope,
): Place => ({
  document,
  analysis,
  scope,
  graph: graphOf(document, scope),
  block: scope === null ? null : (blockOf(document, scope) ?? null),
  instance,
});

/** Nodes selected inside one expanded block, with the place they are in; null where there are none, or of several blocks. */
export function innerPlace(
  tab: OpenDocument,
  analysis: Analysis,
): { readonly place: Place; readonly nodes: ReadonlySet<NodeId> } | null {
  const document = presentOf(tab);
  const origins = [...tab.inner].map((key) => key.split("/"));
  const [first] = origins;
  const instance = first?.slice(0, -1) ?? [];
  const scope = scopeAt(document, instance);
  const together = origins.every((origin) => originKey(origin.slice(0, -1)) === originKey(instance));
  if (first === undefined || scope === undefined || scope === null || !together) return null;
  const place = placeIn(document, analysis, instance, scope);
  const ids = new Set(origins.flatMap((origin) => origin.at(-1) ?? []));
  const nodes = new Set(place.graph.nodes.flatMap(({ id }) => (ids.has(id) ? [id] : [])));
  return nodes.size === 0 ? null : { place, nodes };
}

export const originOf = (place: Place, id: NodeId): readonly NodeId[] => [...place.instance, id];

/** Canonical path of a node where it is shown; of the first copy where a block around it repeats. */
export const pathAt = (place: Place, id: NodeId): Path => pathOf(place.document, originOf(place, id)) ?? id;

/** What the layer became where it is shown. */
export function expandedAt({ analysis }: Place, path: Path): ExpandedNode | null {
  return analysis.expanded.nodes.find((node) => node.path === path) ?? null;
}

/** Shape of the value that a node gives, or one of its output ports; null where a problem hides it. */
export function shapeAt(place: Place, id: NodeId, port?: string): Shape | null {
  const { outputs } = place.analysis.expanded;
  const key = originKey(originOf(place, id));
  const path = (port === undefined ? undefined : outputs.get(`${key}#${port}`)) ?? outputs.get(key);
  return path === undefined ? null : (place.analysis.shapes.get(path)?.output ?? null);
}

/** Problems of a node and of everything inside it. */
export function problemsAt(place: Place, id: NodeId): readonly Problem[] {
  const key = originKey(originOf(place, id));
  return place.analysis.problems.filter(({ values }) => {
    const origin = String(values.origin ?? "");
    return origin === key || origin.startsWith(`${key}/`);
  });
}

/** The shape of the images or vectors that enter the network. */
export function inputShape({ expanded, shapes }: Analysis): Shape | null {
  const input = expanded.nodes.find(({ kind }) => kind === "input");
  return input === undefined ? null : (shapes.get(input.path)?.output ?? null);
}
