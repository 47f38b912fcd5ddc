/** Between where things are drawn and where the document has them: the two differ while blocks are expanded. */
import type { Position, Scope } from "../../../engine/document/types.ts";
import type { PlacedNode, Rect, Scene } from "../../../engine/targets/svg/scene.ts";

const distance = (rect: Rect, point: Position): number => {
  const dx = Math.max(rect.x - point.x, 0, point.x - (rect.x + rect.width));
  const dy = Math.max(rect.y - point.y, 0, point.y - (rect.y + rect.height));
  return Math.hypot(dx, dy);
};

/** A point of the canvas as a position in the layout of `scope`, by the nearest node that stands there. */
export function toDocument(scene: Scene, scope: Scope, point: Position): Position {
  let nearest: PlacedNode | null = null;
  for (const node of scene.nodes) {
    if (node.view.scope !== scope) continue;
    if (nearest === null || distance(node.rect, point) < distance(nearest.rect, point)) nearest = node;
  }
  const by =
    nearest === null
      ? { x: 0, y: 0 }
      : { x: nearest.at.x - nearest.rect.x, y: nearest.at.y - nearest.rect.y };
  return { x: Math.round(point.x + by.x), y: Math.round(point.y + by.y) };
}

const inside = ({ x, y, width, height }: Rect, point: Position): boolean =>
  point.x >= x && point.y >= y && point.x <= x + width && point.y <= y + height;

/** The graph under a point: of the innermost expanded block there, or the open one. */
export function scopeAt(scene: Scene, open: Scope, point: Position): Scope {
  const frames = scene.nodes.filter(({ view, rect }) => view.expanded && inside(rect, point));
  const innermost = frames.reduce<PlacedNode | null>(
    (best, frame) => (best === null || frame.view.key.length > best.view.key.length ? frame : best),
    null,
  );
  return innermost?.view.kind ?? open;
}
