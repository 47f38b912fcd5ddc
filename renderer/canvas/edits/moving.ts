/** Positions: dragging, nudging, aligning, tidying. Whatever moves commits one command for each graph. */
import type { Scope } from "../../../engine/document/types.ts";
import type { PlacedNode } from "../../../engine/targets/svg/scene.ts";
import type { CommandCall } from "../../../engine/tensor/problem.ts";
import type { Corner, Corners } from "../arrange/align.ts";
import { noteIdOf } from "../view/flowTypes.ts";
import type { Sight } from "../view/sight.ts";
import { call } from "./dispatch.ts";

interface Places {
  readonly nodes: Record<string, Corner>;
  readonly notes: Record<string, Corner>;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * Calls that bring nodes and notes (by key) to new corners on the canvas. Differences are applied to the document's
 * positions, because an expanded block shows its neighbours elsewhere.
 */
export function moveCalls(
  sight: Sight,
  corners: Corners,
  command: "move-nodes" | "set-layout",
): readonly CommandCall[] {
  const seen = sight.seen();
  if (seen === null) return [];
  const byScope = new Map<Scope, Places>();
  const placesOf = (scope: Scope): Places => {
    const places = byScope.get(scope) ?? { nodes: {}, notes: {} };
    byScope.set(scope, places);
    return places;
  };
  for (const [key, corner] of corners) {
    const noteId = noteIdOf(key);
    const note = noteId === null ? undefined : seen.scene.notes.find(({ id }) => id === noteId);
    const placed = noteId === null ? sight.node(key) : (note ?? null);
    if (placed === null) continue;
    const dx = corner.x - placed.rect.x;
    const dy = corner.y - placed.rect.y;
    if (dx === 0 && dy === 0) continue;
    const at = { x: round(placed.at.x + dx), y: round(placed.at.y + dy) };
    if (note !== undefined) placesOf(note.scope).notes[note.id] = at;
    else if ("view" in placed) placesOf(placed.view.scope).nodes[placed.view.id] = at;
  }
  return [...byScope].map(([scope, { nodes, notes }]) => call(command, { scope, nodes, notes }));
}

/** Nodes that move as one body: their corners after a common shift. */
export const shiftedCorners = (nodes: readonly PlacedNode[], by: Corner): Corners =>
  new Map(nodes.map(({ view, rect }) => [view.key, { x: rect.x + by.x, y: rect.y + by.y }]));
