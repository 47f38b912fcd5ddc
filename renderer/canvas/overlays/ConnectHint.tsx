import { useStore } from "zustand";
import { useT } from "../../i18n/TextsProvider.tsx";
import { useCanvas } from "../canvasContext.ts";
import styles from "./overlays.module.css";

/** Beside the pointer while a wire is drawn: why the port there does not fit, or what letting go would do. */
export function ConnectHint() {
  const { store, sight } = useCanvas();
  const t = useT();
  const gesture = useStore(store, (state) => state.connect);
  if (gesture === null) return <div role="status" className="visually-hidden" />;
  const target = gesture.target === null ? null : sight.node(gesture.target.key);
  const text =
    gesture.refusal ??
    (target !== null && gesture.target !== null
      ? t("canvas:connect.to", { name: target.view.name, port: gesture.target.port })
      : t(gesture.moving === null ? "canvas:connect.drop" : "canvas:connect.remove"));
  return (
    <div
      role="status"
      className={styles.hint}
      style={{ transform: `translate(${gesture.screen.x + 14}px, ${gesture.screen.y + 16}px)` }}
      {...(gesture.refusal === null ? {} : { "data-refused": "" })}
    >
      {text}
    </div>
  );
}
