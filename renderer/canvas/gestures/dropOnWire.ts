/** The wire into which something lying on the canvas would be put. */
import { centre } from "../../../engine/targets/svg/metrics.ts";
import type { NodeView, Rect } from "../../../engine/targets/svg/scene.ts";
import { distanceToCourse } from "../../../engine/targets/svg/wire.ts";
import { courseOf } from "../../../engine/targets/svg/wireMarkup.ts";
import type { Sight } from "../view/sight.ts";

/** How near a wire must pass to the middle of a node. */
const REACH = 22;

/** The nearest wire that runs under the middle of a box; null where none does. */
export function wireAt(rect: Rect, scopes: (key: string) => boolean, sight: Sight): string | null {
  const seen = sight.seen();
  if (seen === null) return null;
  const rects = sight.rects();
  const middle = centre(rect);
  let best: { readonly key: string; readonly distance: number } | null = null;
  for (const wire of seen.scene.wires) {
    if (wire.link !== null || !scopes(wire.key)) continue;
    const course = courseOf(wire, rects);
    if (course === null) continue;
    const left = Math.min(course.start.x, course.end.x) - REACH * 4;
    const right = Math.max(course.start.x, course.end.x) + REACH * 4;
    if (middle.x < left || middle.x > right) continue;
    const distance = distanceToCourse(course, middle);
    if (distance <= REACH && (best === null || distance < best.distance)) best = { key: wire.key, distance };
  }
  return best?.key ?? null;
}

/** For a node that is dragged: it must be free of wires, and have both ends. */
export function wireUnder(rect: Rect, view: NodeView, sight: Sight): string | null {
  const free = [...view.inputs, ...view.outputs].every((port) => !port.connected);
  if (!free || view.inputs.length === 0 || view.outputs.length === 0) return null;
  return wireAt(rect, (key) => sight.wire(key)?.scope === view.scope, sight);
}
