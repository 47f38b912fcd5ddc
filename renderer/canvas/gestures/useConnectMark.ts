import { type RefObject, useEffect } from "react";
import { useCanvas } from "../canvasContext.ts";

/** While a wire is drawn the style sheet shows where it may end: the pane bears the direction of its loose end's port. */
export function useConnectMark(pane: RefObject<HTMLElement | null>): void {
  const { store } = useCanvas();
  useEffect(
    () =>
      store.subscribe(({ connect }, before) => {
        if (connect?.from.direction === before.connect?.from.direction) return;
        if (connect === null) pane.current?.removeAttribute("data-connecting");
        else pane.current?.setAttribute("data-connecting", connect.from.direction);
      }),
    [store, pane],
  );
}
