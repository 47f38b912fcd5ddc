/** Courses of wires, computed anew only for those whose ends have moved. */
import type { Rect, WireView } from "../../../engine/targets/svg/scene.ts";
import type { WireCourse } from "../../../engine/targets/svg/wire.ts";
import { courseOf } from "../../../engine/targets/svg/wireMarkup.ts";

interface Known {
  readonly wire: WireView;
  readonly from: Rect;
  readonly to: Rect;
  readonly course: WireCourse;
}

const sameEnds = (a: WireView, b: WireView): boolean =>
  a.bend === b.bend &&
  a.fromIndex === b.fromIndex &&
  a.fromCount === b.fromCount &&
  a.toIndex === b.toIndex &&
  a.toCount === b.toCount;

export function createCourses(): (wire: WireView, rects: ReadonlyMap<string, Rect>) => WireCourse | null {
  const known = new Map<string, Known>();
  return (wire, rects) => {
    const from = rects.get(wire.from);
    const to = rects.get(wire.to);
    if (from === undefined || to === undefined) return null;
    const last = known.get(wire.key);
    if (last !== undefined && last.from === from && last.to === to && sameEnds(last.wire, wire)) {
      return last.course;
    }
    const course = courseOf(wire, rects);
    if (course !== null) known.set(wire.key, { wire, from, to, course });
    return course;
  };
}
