import { useReactFlow, useStoreApi, type Viewport } from "@xyflow/react";
import { useEffect } from "react";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { WHOLE_PADDING } from "./fit.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A view that was made smaller with its pane, and what it was before. */
interface Shrunk {
  readonly size: Size;
  readonly before: Viewport;
  readonly after: Viewport;
}

const sameView = (a: Viewport, b: Viewport): boolean => a.x === b.x && a.y === b.y && a.zoom === b.zoom;

/** Whether a pane shows the whole of a box in canvas coordinates. */
export const showsWhole = (pane: Size, { x, y, zoom }: Viewport, box: Rect): boolean =>
  box.x * zoom + x >= 0 &&
  box.y * zoom + y >= 0 &&
  (box.x + box.width) * zoom + x <= pane.width &&
  (box.y + box.height) * zoom + y <= pane.height;

/**
 * A graph that was in the window as a whole stays so when a panel takes from the canvas, and comes back to its size when
 * the panel goes, unless the view was moved meanwhile.
 */
export function useKeepWhole(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const { width, height } = store.getState();
    let pane: Size = { width, height };
    let shrunk: Shrunk | null = null;
    return store.subscribe((state) => {
      if (state.width === pane.width && state.height === pane.height) return;
      const before = pane;
      pane = { width: state.width, height: state.height };
      if (before.width === 0 || pane.width === 0 || state.nodes.length === 0) return;
      const view = flow.getViewport();
      const untouched = shrunk !== null && sameView(view, shrunk.after) ? shrunk : null;
      if (untouched !== null && pane.width >= untouched.size.width && pane.height >= untouched.size.height) {
        shrunk = null;
        void flow.setViewport(untouched.before);
        return;
      }
      const box = flow.getNodesBounds([...state.nodes]);
      if (!showsWhole(before, view, box) || showsWhole(pane, view, box)) return;
      const first = untouched ?? { size: before, before: view };
      void flow.fitView({ padding: WHOLE_PADDING, maxZoom: view.zoom }).then(() => {
        shrunk = { ...first, after: flow.getViewport() };
      });
    });
  }, [flow, store]);
}
