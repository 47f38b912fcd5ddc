import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, useRef } from "react";
import type { NoteView } from "../../../engine/targets/svg/scene.ts";
import { useCanvas } from "../canvasContext.ts";
import { noteKey } from "../view/flowTypes.ts";
import styles from "./NoteNode.module.css";

const LEAST = { width: 80, height: 36 } as const;
const GRID = 4;

interface Press {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  width: number;
  height: number;
}

/** The lower right corner of a selected note or frame; a drag resizes it, in one step. */
export function ResizeCorner({ note }: { readonly note: NoteView }) {
  const { edits } = useCanvas();
  const flow = useReactFlow();
  const press = useRef<Press | null>(null);
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const { width, height } = note.rect;
    press.current = { x: event.clientX, y: event.clientY, zoom: flow.getZoom(), width, height };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const held = press.current;
    if (held === null) return;
    const snapped = (value: number): number => Math.round(value / GRID) * GRID;
    held.width = Math.max(LEAST.width, snapped(note.rect.width + (event.clientX - held.x) / held.zoom));
    held.height = Math.max(LEAST.height, snapped(note.rect.height + (event.clientY - held.y) / held.zoom));
    const { width, height } = held;
    flow.updateNode(noteKey(note.id), { width, height, measured: { width, height } });
  };
  const onPointerUp = (): void => {
    const held = press.current;
    press.current = null;
    if (held === null) return;
    if (held.width !== note.rect.width || held.height !== note.rect.height) {
      edits.resizeNote(note, { width: held.width, height: held.height });
    }
  };
  return (
    <i
      className={`nodrag nopan ${styles.corner}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    />
  );
}
