/** One node as a picture shows it. */
import type { Analysis, NodeCost } from "../../analysis/types.ts";
import type { ExpandedNode } from "../../blocks/types.ts";
import { blockOf } from "../../document/graph.ts";
import type { Edge, GraphDocument, GraphNode, NodeId, Scope } from "../../document/types.ts";
import { layerSpec } from "../../layers/index.ts";
import type { Shape } from "../../tensor/shape.ts";
import { nodePorts } from "./ports.ts";
import type { NodeView, ProblemView, Tone, Words } from "./scene.ts";
import { layerTitle, type Title } from "./titles.ts";

export interface NodeFacts {
  readonly document: GraphDocument;
  readonly analysis: Analysis;
  readonly words: Words;
  readonly costs: ReadonlyMap<string, NodeCost>;
  /** The first expanded layer of each place, by node ids joined with `/`. */
  readonly layers: ReadonlyMap<string, ExpandedNode>;
}

export interface NodePlace {
  readonly key: string;
  readonly scope: Scope;
  readonly arriving: readonly Edge[];
  readonly leaving: readonly Edge[];
  readonly problems: readonly ProblemView[];
  readonly expanded: boolean;
  readonly boundaryOf: string | null;
}

export const placeKey = (origin: readonly NodeId[]): string => origin.join("/");

/** The first copy of each layer, by place. */
export function indexLayers(analysis: Analysis): ReadonlyMap<string, ExpandedNode> {
  const index = new Map<string, ExpandedNode>();
  for (const node of analysis.expanded.nodes) {
    const key = placeKey(node.origin);
    if (!index.has(key)) index.set(key, node);
  }
  return index;
}

/** Shape of the value at a place (or at `place#port`), or null where a problem hides it. */
export function shapeAt(analysis: Analysis, key: string): Shape | null {
  const path = analysis.expanded.outputs.get(key);
  return path === undefined ? null : (analysis.shapes.get(path)?.output ?? null);
}

function toneOf(node: GraphNode): Tone {
  if (node.type === "layer") return layerSpec(node.kind).family;
  return node.type;
}

function kindOf(node: GraphNode): string {
  switch (node.type) {
    case "layer":
      return node.kind;
    case "block":
      return node.block;
    case "port":
      return node.direction;
    case "unknown":
      return typeof node.raw.kind === "string" ? node.raw.kind : "";
  }
}

function titleOf(node: GraphNode, facts: NodeFacts, key: string): Title {
  const { words, document } = facts;
  switch (node.type) {
    case "layer": {
      const expanded = facts.layers.get(key);
      if (expanded === undefined) return { title: words.layerTitle(node.kind), brief: "" };
      return layerTitle(node.kind, layerSpec(node.kind), expanded.params, words);
    }
    case "block": {
      const args = Object.entries(node.args).map(
        ([name, value]) => `${name} ${String(value).replace(/^=/, "")}`,
      );
      return { title: blockOf(document, node.block)?.title ?? node.block, brief: args.join(" · ") };
    }
    case "port":
      return { title: words.port(node.direction), brief: "" };
    case "unknown":
      return { title: kindOf(node) || words.unknown, brief: words.unknown };
  }
}

export function nodeView(node: GraphNode, place: NodePlace, facts: NodeFacts): NodeView {
  const { document, analysis } = facts;
  const { title, brief } = titleOf(node, facts, place.key);
  const cost = facts.costs.get(place.key);
  const repeat = node.type === "block" ? (node.repeat ?? null) : null;
  return {
    key: place.key,
    id: node.id,
    scope: place.scope,
    type: node.type,
    kind: kindOf(node),
    tone: toneOf(node),
    title,
    brief,
    name: node.name,
    ...nodePorts(node, document, place.arriving, place.leaving),
    shape: shapeAt(analysis, place.key),
    params: cost?.params ?? 0,
    macs: cost?.macs ?? 0,
    activationBytes: cost?.activationBytes ?? 0,
    muted: node.muted === true,
    repeat,
    blockTitle: node.type === "block" ? title : "",
    expanded: place.expanded,
    boundaryOf: place.boundaryOf,
    problems: place.problems,
  };
}
