/** Which changes of nodes a person could see right now. */
import { overlaps } from "../../../engine/targets/svg/metrics.ts";
import type { NodeView, Rect } from "../../../engine/targets/svg/scene.ts";
import type { FlowNode } from "./flowTypes.ts";
import { isLayerNode } from "./flowTypes.ts";
import type { Distance } from "./lod.ts";

/** Beyond the edge of the window, in canvas pixels: where a pan gets in a moment. */
const MARGIN = 160;

export const withMargin = ({ x, y, width, height }: Rect): Rect => ({
  x: x - MARGIN,
  y: y - MARGIN,
  width: width + 2 * MARGIN,
  height: height + 2 * MARGIN,
});

/** From very far a node is its colour; its words and drawings are not there. */
const sameDot = (a: NodeView, b: NodeView): boolean =>
  a.tone === b.tone && a.muted === b.muted && a.problems === b.problems && a.type === b.type;

/** A change that may wait: of what a node says, where it is out of sight or too small to be read. */
export function mayWait(before: FlowNode, after: FlowNode, visible: Rect, distance: Distance): boolean {
  if (!isLayerNode(before) || !isLayerNode(after)) return false;
  const stays =
    before.type === after.type &&
    before.position.x === after.position.x &&
    before.position.y === after.position.y &&
    before.width === after.width &&
    before.height === after.height &&
    (before.selected ?? false) === (after.selected ?? false) &&
    before.zIndex === after.zIndex;
  if (!stays) return false;
  const rect = { ...after.position, width: after.width ?? 0, height: after.height ?? 0 };
  if (!overlaps(rect, visible)) return true;
  return (
    distance === "dots" && before.data.heat === after.data.heat && sameDot(before.data.view, after.data.view)
  );
}
