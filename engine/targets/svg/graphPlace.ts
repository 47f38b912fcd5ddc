/** A graph and where in the document it stands. */
import { blockOf, layoutOf } from "../../document/graph.ts";
import type { Graph, GraphDocument, GraphNode, NodeId, Scope, ScopeLayout } from "../../document/types.ts";
import type { Density, NoteView, PlacedNode, WireView } from "./scene.ts";

export interface GraphPlace {
  readonly graph: Graph;
  readonly layout: ScopeLayout;
  readonly scope: Scope;
  /** Node ids of the instance whose inside this is, from the top graph inwards. */
  readonly origin: readonly NodeId[];
  /** Canonical path of that instance, "" at the top. */
  readonly path: string;
  /** Whether its port nodes are the boundary of a frame. */
  readonly framed: boolean;
}
export interface SceneOptions {
  readonly density: Density;
  /** Keys of the blocks that are expanded where they stand. */
  readonly expanded: ReadonlySet<string>;
}
export type LaidNode = Pick<PlacedNode, "view" | "rect" | "at">;
export interface PlacedGraph {
  readonly nodes: readonly LaidNode[];
  readonly wires: readonly WireView[];
  readonly notes: readonly NoteView[];
}

/** Canonical path of a node in a graph whose own path is `path`. */
export const pathIn = (path: string, node: GraphNode): string =>
  path === "" ? node.name : `${path}.${node.name}`;

/** Path of a node's inside: a repeated block shows its first copy. */
export const insidePath = (path: string, node: GraphNode): string =>
  node.type === "block" && node.repeat !== undefined ? `${pathIn(path, node)}.0` : pathIn(path, node);

/** The graph that an instance shows; null where a node on the way is gone or no block. */
export function graphPlace(document: GraphDocument, instance: readonly NodeId[]): GraphPlace | null {
  let place: GraphPlace = {
    graph: document.graph,
    layout: document.layout.root,
    scope: null,
    origin: [],
    path: "",
    framed: false,
  };
  for (const id of instance) {
    const node = place.graph.nodes.find((candidate) => candidate.id === id);
    const definition = node?.type === "block" ? blockOf(document, node.block) : undefined;
    if (node === undefined || definition === undefined) return null;
    place = {
      graph: definition.graph,
      layout: layoutOf(document, definition.id),
      scope: definition.id,
      origin: [...place.origin, id],
      path: insidePath(place.path, node),
      framed: false,
    };
  }
  return place;
}
