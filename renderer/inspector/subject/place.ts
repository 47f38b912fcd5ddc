/** Where the graph in front stands: the instance of the block that one came from. */
import type { Analysis } from "../../../engine/analysis/types.ts";
import { originKey, pathOf } from "../../../engine/blocks/origin.ts";
import type { ExpandedNode, Path } from "../../../engine/blocks/types.ts";
import { blockOf, graphOf } from "../../../engine/document/graph.ts";
import type { BlockDefinition, Graph, GraphDocument, NodeId, Scope } from "../../../engine/document/types.ts";
import type { Problem } from "../../../engine/tensor/problem.ts";
import type { Shape } from "../../../engine/tensor/shape.ts";
import { type OpenDocument, presentOf } from "../../state/types.ts";
import type { ChosenNodes } from "./inner.ts";

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

/** Of the open graph, or of what is inside a block that is expanded there. */
export function placeOf(
  tab: OpenDocument,
  analysis: Analysis,
  { instance, scope }: Pick<ChosenNodes, "instance" | "scope">,
): Place {
  const document = presentOf(tab);
  return {
    document,
    analysis,
    scope,
    graph: graphOf(document, scope),
    block: scope === null ? null : (blockOf(document, scope) ?? null),
    instance,
  };
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
