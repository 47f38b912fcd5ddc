import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Addable } from "../canvas/edits/addable.ts";
import { type PaletteMessage, tellCanvas } from "../canvas/paletteDrag.ts";

const CLICK_DISTANCE = 4;

interface Ghost {
  readonly x: number;
  readonly y: number;
}

/** A press on an item: a click adds it behind the selection, a drag takes it to a place on the canvas. */
export function usePaletteDrag(item: Addable) {
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const stop = useRef<() => void>(() => undefined);
  // A click follows every press; the one that ends a drag means nothing.
  const dragged = useRef(false);
  useEffect(() => () => stop.current(), []);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    dragged.current = false;
    const tell = (phase: PaletteMessage["phase"], { clientX: x, clientY: y }: MouseEvent): void => {
      tellCanvas({ phase, item, x, y });
    };
    const onMove = (move: globalThis.PointerEvent): void => {
      const { clientX: x, clientY: y } = move;
      if (!dragged.current && Math.hypot(x - start.x, y - start.y) < CLICK_DISTANCE) return;
      dragged.current = true;
      setGhost({ x, y });
      tell("drag", move);
    };
    const end = (): void => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onCancel);
      removeEventListener("keydown", onKeyDown, true);
      setGhost(null);
    };
    const onUp = (up: globalThis.PointerEvent): void => {
      end();
      if (dragged.current) tell("drop", up);
    };
    const onCancel = (cancel: globalThis.PointerEvent): void => {
      end();
      tell("cancel", cancel);
    };
    const onKeyDown = (key: KeyboardEvent): void => {
      if (key.key !== "Escape") return;
      key.preventDefault();
      key.stopPropagation();
      end();
      tellCanvas({ phase: "cancel", item, ...start });
    };
    stop.current = end;
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", onCancel);
    addEventListener("keydown", onKeyDown, true);
  };
  const onClick = (): void => {
    if (!dragged.current) tellCanvas({ phase: "add", item, x: 0, y: 0 });
    dragged.current = false;
  };
  return { ghost, onPointerDown, onClick };
}
