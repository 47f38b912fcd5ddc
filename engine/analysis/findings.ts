/** What the rules about whole networks read: the document, what it expands to, and what is known so far. */
import { originKey, scopeAt } from "../blocks/origin.ts";
import type { Expanded, ExpandedNode, Path, Wire } from "../blocks/types.ts";
import { graphOf, nodeById } from "../document/graph.ts";
import type { GraphDocument, GraphNode, NodeId, Scope } from "../document/types.ts";
import type { Problem, Values } from "../tensor/problem.ts";
import type { Refusal } from "./infer.ts";
import type { NodeShapes } from "./types.ts";

export interface Findings {
  readonly document: GraphDocument;
  readonly expanded: Expanded;
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  readonly refusals: readonly Refusal[];
  /** What `expand` found. */
  readonly found: readonly Problem[];
}

/** A node of the document with the graph it is in. */
export interface Located {
  readonly scope: Scope;
  readonly node: GraphNode;
}

/** The node that ids from the top graph inwards lead to. */
export function locate(document: GraphDocument, origin: readonly NodeId[]): Located | undefined {
  const scope = scopeAt(document, origin.slice(0, -1));
  const id = origin.at(-1);
  if (scope === undefined || id === undefined) return undefined;
  const node = nodeById(graphOf(document, scope), id);
  return node === undefined ? undefined : { scope, node };
}

/** Values of a problem that lead an interface to the node that is meant, as `expand` gives them. */
export const whereabouts = (origin: readonly NodeId[], scope: Scope): Values => ({
  origin: originKey(origin),
  scope: scope ?? "",
});

/** The other way: ids and scope from the values of a problem. */
export const originIn = (values: Values): readonly NodeId[] => String(values.origin ?? "").split("/");

export const nodeAt = ({ expanded }: Findings, path: Path): ExpandedNode | undefined =>
  expanded.nodes.find((node) => node.path === path);

/** Where in the topological order each wire comes from. */
export const placesOf = ({ nodes }: Expanded, wires: readonly Wire[]): readonly number[] =>
  wires.map((wire) => nodes.findIndex((node) => node.path === wire.from));
