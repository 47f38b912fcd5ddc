/** Where new nodes go on the canvas, in its pixels. */
import { descendants, graphOf, layoutOf } from "../graph.ts";
import type { GraphDocument, NodeId, Position, Scope } from "../types.ts";
import { placeNodes, positionOf } from "./edits.ts";

/** Distance between neighbours in a row and in a column; between two nodes there is room for the shape on their wire. */
export const PITCH: Position = { x: 256, y: 112 };

export const add = (a: Position, b: Position): Position => ({ x: a.x + b.x, y: a.y + b.y });

/** Smallest rectangle around the corners of the given nodes; `null` where none has a position. */
export function boundsOf(
  positions: readonly Position[],
): { readonly min: Position; readonly max: Position } | null {
  const [first] = positions;
  if (first === undefined) return null;
  let [min, max] = [first, first];
  for (const { x, y } of positions) {
    min = { x: Math.min(min.x, x), y: Math.min(min.y, y) };
    max = { x: Math.max(max.x, x), y: Math.max(max.y, y) };
  }
  return { min, max };
}

export const positionsOf = (
  document: GraphDocument,
  scope: Scope,
  ids: Iterable<NodeId>,
): readonly Position[] => [...ids].flatMap((id) => positionOf(document, scope, id) ?? []);

/**
 * Puts `id` half way between two nodes it was inserted between, and moves it and all that follows on where there is no
 * room for it. `at` overrides the place.
 */
export function placeBetween(
  document: GraphDocument,
  scope: Scope,
  id: NodeId,
  between: {
    readonly before?: NodeId | undefined;
    readonly after?: NodeId | undefined;
    readonly at?: Position | undefined;
  },
): GraphDocument {
  if (between.at !== undefined) return placeNodes(document, scope, { [id]: between.at });
  const before = between.before === undefined ? undefined : positionOf(document, scope, between.before);
  const after = between.after === undefined ? undefined : positionOf(document, scope, between.after);
  if (before === undefined && after === undefined) return document;
  if (before === undefined || after === undefined) {
    const side = before ?? (after as Position);
    const at = { x: before === undefined ? side.x - PITCH.x : side.x + PITCH.x, y: side.y };
    return placeNodes(document, scope, { [id]: at });
  }
  const gap = { x: after.x - before.x, y: after.y - before.y };
  const across = Math.abs(gap.x) / PITCH.x >= Math.abs(gap.y) / PITCH.y;
  const axis = across ? "x" : "y";
  if (Math.abs(gap[axis]) >= 2 * PITCH[axis]) {
    return placeNodes(document, scope, { [id]: { x: before.x + gap.x / 2, y: before.y + gap.y / 2 } });
  }
  const step = (gap[axis] < 0 ? -1 : 1) * PITCH[axis];
  const lack = before[axis] + 2 * step - after[axis];
  const place = { ...after, [axis]: before[axis] + step };
  const moved = shifted(document, scope, followersOf(document, scope, id), { x: 0, y: 0, [axis]: lack });
  return placeNodes(moved, scope, { [id]: place });
}

function followersOf(document: GraphDocument, scope: Scope, id: NodeId): readonly NodeId[] {
  return [...descendants(graphOf(document, scope), [id])].filter((other) => other !== id);
}

/** Moves nodes that have a position. */
export function shifted(
  document: GraphDocument,
  scope: Scope,
  ids: Iterable<NodeId>,
  by: Position,
): GraphDocument {
  const { nodes } = layoutOf(document, scope);
  const moved: Record<NodeId, Position> = {};
  for (const id of ids) {
    const old = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (old !== undefined) moved[id] = add(old, by);
  }
  return placeNodes(document, scope, moved);
}
