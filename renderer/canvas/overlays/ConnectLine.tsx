import { useStore } from "zustand";
import { type Point, portPoint } from "../../../engine/targets/svg/metrics.ts";
import { wireBetween } from "../../../engine/targets/svg/wire.ts";
import { useCanvas } from "../canvasContext.ts";
import type { PortRef } from "../canvasStore.ts";
import type { Sight } from "../view/sight.ts";
import styles from "./overlays.module.css";

function pointOf(port: PortRef, sight: Sight): { readonly point: Point; readonly vertical: boolean } | null {
  const placed = sight.node(port.key);
  if (placed === null) return null;
  const ports = port.direction === "in" ? placed.view.inputs : placed.view.outputs;
  const side = port.direction === "in" ? placed.inSide : placed.outSide;
  const index = ports.findIndex(
    ({ name, slot }) => name === port.port && (slot === port.slot || port.direction === "out"),
  );
  return {
    point: portPoint(placed.rect, side, Math.max(0, index), ports.length),
    vertical: side === "top" || side === "bottom",
  };
}

/** The wire that is being drawn. */
export function ConnectLine() {
  const { store, sight } = useCanvas();
  const gesture = useStore(store, (state) => state.connect);
  if (gesture === null) return null;
  const from = pointOf(gesture.from, sight);
  if (from === null) return null;
  const to = gesture.target === null ? gesture.at : (pointOf(gesture.target, sight)?.point ?? gesture.at);
  const forward = gesture.from.direction === "out";
  const course = forward
    ? wireBetween(from.point, to, from.vertical)
    : wireBetween(to, from.point, from.vertical);
  return (
    <svg className={styles.connectLine} aria-hidden="true">
      <path d={course.d} {...(gesture.refusal === null ? {} : { "data-refused": "" })} />
      <circle cx={to.x} cy={to.y} r={4} {...(gesture.refusal === null ? {} : { "data-refused": "" })} />
    </svg>
  );
}
