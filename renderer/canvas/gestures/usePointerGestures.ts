import { type PointerEvent as ReactPointerEvent, useCallback } from "react";
import { courseOf } from "../../../engine/targets/svg/wireMarkup.ts";
import { useCanvas } from "../canvasContext.ts";
import type { Foresee, Judge } from "../edits/judge.ts";
import { runConnect, startAtPort, startAtWire } from "./connectGesture.ts";

/** How near to its end a wire must be caught for that end to come loose, in pixels of the screen. */
const END_REACH = 26;

/** Presses on ports and on the ends of wires; everything else is React Flow's. Goes on the canvas, capturing. */
export function usePointerGestures(judge: Judge, foresee: Foresee): (event: ReactPointerEvent) => void {
  const { store, sight, edits } = useCanvas();
  return useCallback(
    (event) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      const ports = { store, sight, edits, judge, foresee };
      const atPort = startAtPort(event.target, sight);
      if (atPort !== null) {
        event.preventDefault();
        event.stopPropagation();
        runConnect(atPort, event.nativeEvent, ports);
        return;
      }
      const key = event.target.closest("[data-wire]")?.getAttribute("data-wire") ?? null;
      const wire = key === null ? null : sight.wire(key);
      const course = wire === null ? null : courseOf(wire, sight.rects());
      if (wire === null || course === null) return;
      const reach = (end: "start" | "end"): number => {
        const point = sight.toScreen(course[end]);
        return Math.hypot(point.x - event.clientX, point.y - event.clientY);
      };
      const near = reach("start") <= reach("end") ? "from" : "to";
      if (Math.min(reach("start"), reach("end")) > END_REACH) return;
      const start = startAtWire(wire, near, sight);
      if (start !== null) runConnect(start, event.nativeEvent, ports);
    },
    [store, sight, edits, judge, foresee],
  );
}
