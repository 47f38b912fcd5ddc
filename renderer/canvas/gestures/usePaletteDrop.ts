import { type RefObject, useEffect } from "react";
import { useServices } from "../../app/services.tsx";
import { presentOf } from "../../state/types.ts";
import { useCanvas } from "../canvasContext.ts";
import { type Addable, addablePorts } from "../edits/addable.ts";
import { addableSize } from "../edits/adding.ts";
import { hearPalette } from "../paletteDrag.ts";
import type { Point } from "../view/sight.ts";
import { wireAt } from "./dropOnWire.ts";

/** Takes what comes from the palette: dragged to a place, onto a wire, or added behind the selection. */
export function usePaletteDrop(pane: RefObject<HTMLElement | null>): void {
  const { store, sight, edits } = useCanvas();
  const { documents, ui } = useServices();
  useEffect(() => {
    const over = (x: number, y: number): boolean => {
      const box = pane.current?.getBoundingClientRect();
      return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    };
    /** Where the node would lie with the pointer in its middle, and the wire it would be put into. */
    const landing = (item: Addable, screen: Point) => {
      const tab = documents.active();
      if (tab === null) return null;
      const ports = addablePorts(item, presentOf(tab));
      const size = addableSize(ports, item, ui.getState().density);
      const { x, y } = sight.toCanvas(screen);
      const at = { x: Math.round(x - size.width / 2), y: Math.round(y - size.height / 2) };
      const between = ports.inputs.length > 0 && ports.outputs.length > 0;
      const wire = between ? wireAt({ ...at, ...size }, () => true, sight) : null;
      return { at, wire };
    };
    return hearPalette(({ phase, item, x, y }) => {
      const last = edits.selected().nodes.at(-1);
      if (phase === "add") {
        if (last === undefined) edits.add(item);
        else edits.addAfter(item, last);
        return;
      }
      const place = phase !== "cancel" && over(x, y) ? landing(item, { x, y }) : null;
      store.setState({ dropWire: phase === "drag" ? (place?.wire ?? null) : null });
      if (phase === "drop" && place !== null) edits.add(item, place);
    });
  }, [pane, store, sight, edits, documents, ui]);
}
