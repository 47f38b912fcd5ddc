/** Aligning, distributing and tidying what is selected, or everything. */

import type { Direction } from "../../../engine/targets/svg/arrange/tidy.ts";
import type { PlacedNode } from "../../../engine/targets/svg/scene.ts";
import { type Alignment, type Axis, align, type Box, distribute } from "../arrange/align.ts";
import { flowOf } from "../arrange/place.ts";
import type { CanvasServices } from "../canvasContext.ts";

const boxes = (nodes: readonly PlacedNode[]): readonly Box[] =>
  nodes.map(({ view, rect }) => ({ key: view.key, rect }));

export const alignSelected = ({ edits }: CanvasServices, alignment: Alignment): boolean =>
  edits.place(align(boxes(edits.selected().nodes), alignment), "Align");

export const distributeSelected = ({ edits }: CanvasServices, axis: Axis): boolean =>
  edits.place(distribute(boxes(edits.selected().nodes), axis), "Distribute");

/**
 * Several selected nodes are tidied among themselves, otherwise the whole open graph is. `auto` keeps the way that the
 * graph runs.
 */
export async function tidySelected(
  { edits, sight }: CanvasServices,
  direction: Direction | "auto",
): Promise<boolean> {
  const { tidy, tidyAnyway } = await import("../../../engine/targets/svg/arrange/tidy.ts");
  const seen = sight.seen();
  if (seen === null) return false;
  const { nodes: chosen } = edits.selected();
  const [first] = chosen;
  const scope = chosen.length > 1 && first !== undefined ? first.view.scope : seen.scope;
  const inScope = (node: PlacedNode): boolean => node.view.scope === scope;
  const nodes = (chosen.length > 1 ? chosen : seen.scene.nodes).filter(inScope);
  const rects = new Map(nodes.map(({ view, rect }) => [view.key, rect]));
  const wires = seen.scene.wires.filter(
    (wire) => wire.link === null && rects.has(wire.from) && rects.has(wire.to),
  );
  const origin = {
    x: Math.min(...nodes.map(({ rect }) => rect.x)),
    y: Math.min(...nodes.map(({ rect }) => rect.y)),
  };
  const sized = nodes.map(({ view, rect }) => ({ key: view.key, width: rect.width, height: rect.height }));
  if (direction !== "auto") return edits.tidyTo(tidy(sized, wires, direction, origin));
  const pairs = wires.flatMap(({ from, to }) => {
    const [a, b] = [rects.get(from), rects.get(to)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return edits.tidyTo(tidyAnyway(sized, wires, flowOf(pairs) === "down", origin));
}
