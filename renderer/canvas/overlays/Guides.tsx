import { useStore } from "zustand";
import { useCanvas } from "../canvasContext.ts";
import styles from "./overlays.module.css";

/** Lines that show to what a dragged node snaps. In canvas coordinates. */
export function Guides() {
  const { store } = useCanvas();
  const guides = useStore(store, (state) => state.guides);
  return guides.map(({ axis, at, from, to }) => (
    <div
      key={axis}
      className={styles.guide}
      style={
        axis === "x"
          ? { transform: `translate(${at}px, ${from}px)`, width: 1, height: to - from }
          : { transform: `translate(${from}px, ${at}px)`, width: to - from, height: 1 }
      }
    />
  ));
}
