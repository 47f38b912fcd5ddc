/** One node as a picture shows it. */
import type { Analysis } from "../../analysis/types.ts";
import type { ExpandedNode, Path } from "../../blocks/types.ts";
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
  /** Expanded layers by canonical path. */
  readonly layers: ReadonlyMap<Path, ExpandedNode>;
}

export interface NodePlace {
  readonly key: string;
  readonly path: Path;
  readonly scope: Scope;
  readonly arriving: readonly Edge[];
  readonly leaving: readonly Edge[];
  readonly problems: readonly ProblemView[];
  readonly expanded: boolean;
  readonly boundaryOf: string | null;
}

export const placeKey = (origin: readonly NodeId[]): string => origin.join("/");

export const indexLayers = (analysis: Analysis): ReadonlyMap<Path, ExpandedNode> =>
  new Map(analysis.expanded.nodes.map((node) => [node.path, node]));

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

function titleOf(node: GraphNode, facts: NodeFacts, path: Path): Title {
  const { words, document } = facts;
  switch (node.type) {
    case "layer": {
      const expanded = facts.layers.get(path);
      if (expanded === undefined) return { title: words.shortTitle(node.kind), brief: "" };
      return layerTitle(node.kind, layerSpec(node.kind), expanded.params, words);
    }
    case "block": {
      const args = Object.values(node.args).map((value) => String(value).replace(/^=/, ""));
      return {
        title: words.block(blockOf(document, node.block)?.title ?? node.block),
        brief: args.join(", "),
      };
    }
    case "port":
      return { title: node.name, brief: "" };
    case "unknown":
      return { title: kindOf(node) || words.unknown, brief: words.unknown };
  }
}

/** Muted by an expression: it says so for this instance, where the layer has been passed by. */
function isMuted({ type, muted }: GraphNode, { key, path }: NodePlace, facts: NodeFacts): boolean {
  if (typeof muted !== "string") return muted === true;
  return type === "layer" && !facts.layers.has(path) && facts.analysis.expanded.outputs.has(key);
}

/** A layer also by a block around it. */
function isFrozen(node: GraphNode, { path }: NodePlace, facts: NodeFacts): boolean {
  if (node.type === "layer") return (node.frozen ?? facts.layers.get(path)?.frozen) === true;
  return node.type === "block" && node.frozen === true;
}

function kindTitleOf(node: GraphNode, words: Words, title: string): string {
  if (node.type === "layer") return words.layerTitle(node.kind);
  return node.type === "port" ? words.port(node.direction) : title;
}

export function nodeView(node: GraphNode, place: NodePlace, facts: NodeFacts): NodeView {
  const { document, analysis } = facts;
  const { title, brief } = titleOf(node, facts, place.path);
  const cost = analysis.costs.get(place.path) ?? analysis.blocks.get(place.path)?.cost;
  const repeat = node.type === "block" ? (node.repeat ?? null) : null;
  return {
    key: place.key,
    id: node.id,
    scope: place.scope,
    type: node.type,
    kind: kindOf(node),
    tone: toneOf(node),
    kindTitle: kindTitleOf(node, facts.words, title),
    title,
    brief,
    name: node.name,
    ...nodePorts(node, document, place.arriving, place.leaving),
    shape: shapeAt(analysis, place.key),
    params: cost?.params ?? 0,
    macs: cost?.macs ?? 0,
    activationBytes: cost?.activationBytes ?? 0,
    muted: isMuted(node, place, facts),
    frozen: isFrozen(node, place, facts),
    repeat,
    expanded: place.expanded,
    boundaryOf: place.boundaryOf,
    problems: place.problems,
  };
}
