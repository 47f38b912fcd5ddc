/** From the nodes of a document to the layers they become, and back. */
import { graphOf, nodeById } from "../document/graph.ts";
import type { GraphDocument, GraphNode, NodeId, Scope } from "../document/types.ts";
import type { Expanded, ExpandedNode, Path } from "./types.ts";

/** Key of `Expanded.outputs`: the node ids from the top graph inwards. */
export const originKey = (origin: readonly NodeId[]): string => origin.join("/");

/** Key of one output port of a block. */
export const portKey = (origin: readonly NodeId[], port: string): string => `${originKey(origin)}#${port}`;

/**
 * Layers by the key of every node that contains them, the node itself included, in topological order: what a block
 * costs is the sum over its key. All copies of repeats are there.
 */
export function nodesByOrigin(expanded: Expanded): ReadonlyMap<string, readonly ExpandedNode[]> {
  const found = new Map<string, ExpandedNode[]>();
  for (const node of expanded.nodes) {
    let key = "";
    for (const id of node.origin) {
      key = key === "" ? id : `${key}/${id}`;
      const list = found.get(key);
      if (list === undefined) found.set(key, [node]);
      else list.push(node);
    }
  }
  return found;
}

/**
 * Canonical path of a node given by its ids from the top graph inwards; `copies` are repeat indices, 0 where absent.
 * A block node's own path is that of its first copy. `undefined` where the ids lead nowhere.
 */
export function pathOf(
  document: GraphDocument,
  origin: readonly NodeId[],
  copies: readonly number[] = [],
): Path | undefined {
  const parts: string[] = [];
  let scope: Scope | undefined = null;
  for (const [level, id] of origin.entries()) {
    if (scope === undefined) return undefined;
    const node: GraphNode | undefined = nodeById(graphOf(document, scope), id);
    if (node === undefined) return undefined;
    parts.push(node.name);
    scope = node.type === "block" ? node.block : undefined;
    const repeats = node.type === "block" && node.repeat !== undefined;
    if (repeats && level < origin.length - 1) parts.push(String(copies[level] ?? 0));
  }
  return parts.join(".");
}

/** The scope whose graph shows the inside of the last block node of `origin`; `null` is the top graph. */
export function scopeAt(document: GraphDocument, origin: readonly NodeId[]): Scope | undefined {
  let scope: Scope = null;
  for (const id of origin) {
    const node: GraphNode | undefined = nodeById(graphOf(document, scope), id);
    if (node?.type !== "block") return undefined;
    scope = node.block;
  }
  return scope;
}
