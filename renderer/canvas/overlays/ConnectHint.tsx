import { useStore } from "zustand";
import { formatShape } from "../../../engine/tensor/shape.ts";
import type { TextKey, TextValues } from "../../i18n/i18n.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useCanvas } from "../canvasContext.ts";
import type { ConnectGesture, PortRef } from "../canvasStore.ts";
import type { Sight } from "../view/sight.ts";
import styles from "./overlays.module.css";

/** Beside the pointer while a wire is drawn: why the port there does not fit, or what letting go would do. */
export function ConnectHint() {
  const { store, sight } = useCanvas();
  const t = useT();
  const gesture = useStore(store, (state) => state.connect);
  if (gesture === null) return <div role="status" className="visually-hidden" />;
  const { refusal, doubt, result } = gesture;
  const text = refusal ?? doubt ?? t(keyFor(gesture, sight), namesOf(gesture, sight));
  return (
    <div
      role="status"
      className={styles.hint}
      style={{ transform: `translate(${gesture.screen.x + 14}px, ${gesture.screen.y + 16}px)` }}
      {...(refusal === null ? {} : { "data-refused": "" })}
      {...(doubt === null ? {} : { "data-doubt": "" })}
    >
      {text}
      {doubt === null ? null : <p>{t("canvas:connect.anyway")}</p>}
      {result === null ? null : <p className="numbers">→ {formatShape(result)}</p>}
    </div>
  );
}

function keyFor({ target, moving }: ConnectGesture, sight: Sight): TextKey {
  if (target === null) return moving === null ? "canvas:connect.drop" : "canvas:connect.remove";
  return replacedBy(target, sight) === null ? "canvas:connect.to" : "canvas:connect.replace";
}

const namesOf = ({ target }: ConnectGesture, sight: Sight): TextValues =>
  target === null
    ? {}
    : {
        name: sight.node(target.key)?.view.name ?? "",
        port: target.port,
        old: replacedBy(target, sight) ?? "",
      };

/** Name of the node whose wire would give way. */
function replacedBy(target: PortRef, sight: Sight): string | null {
  const view = sight.node(target.key)?.view;
  if (view === undefined || view.variadic || target.direction === "out") return null;
  const wire = sight
    .seen()
    ?.scene.wires.find(
      ({ to, toPort, link }) => to === target.key && toPort === target.port && link === null,
    );
  return wire === undefined ? null : (sight.node(wire.from)?.view.name ?? "");
}
