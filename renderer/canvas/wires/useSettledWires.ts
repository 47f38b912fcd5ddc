import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { contains } from "../../../engine/targets/svg/metrics.ts";
import type { Rect, WireView } from "../../../engine/targets/svg/scene.ts";
import { whenIdle } from "../../ui/whenIdle.ts";
import { useCanvas } from "../canvasContext.ts";
import { CHUNK } from "../view/later.ts";
import { withMargin } from "../view/urgency.ts";

/** Whether two states of a wire differ in nothing but the shape that is written on it. */
const onlyShape = (a: WireView, b: WireView): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.fromIndex === b.fromIndex &&
  a.fromCount === b.fromCount &&
  a.toIndex === b.toIndex &&
  a.toCount === b.toCount &&
  a.bend === b.bend &&
  a.problem === b.problem;

/**
 * The wires to draw: those whose labels can be seen as they are now, the others as they were until the browser is idle.
 * `places` are the boxes of the nodes that they join.
 */
export function useSettledWires(
  wires: readonly WireView[],
  places: ReadonlyMap<string, Rect>,
): readonly WireView[] {
  const { sight } = useCanvas();
  const drawn = useRef<ReadonlyMap<string, WireView>>(new Map());
  const [turn, setTurn] = useState(0);

  const settled = useMemo(() => {
    const visible = withMargin(sight.visible());
    const readable = sight.labelsShown();
    let room = turn === 0 ? 0 : CHUNK;
    let waiting = 0;
    const list = wires.map((wire) => {
      const old = drawn.current.get(wire.key);
      if (old === undefined || old === wire || !onlyShape(old, wire)) return wire;
      const from = places.get(wire.from);
      const inSight = readable && from !== undefined && contains(visible, { ...from, width: 0, height: 0 });
      if (inSight) return wire;
      if (room > 0) {
        room -= 1;
        return wire;
      }
      waiting += 1;
      return old;
    });
    return { list, waiting };
  }, [wires, places, sight, turn]);

  useLayoutEffect(() => {
    drawn.current = new Map(settled.list.map((wire) => [wire.key, wire]));
    if (settled.waiting === 0) return undefined;
    return whenIdle(() => setTurn((count) => count + 1));
  }, [settled]);
  return settled.list;
}
