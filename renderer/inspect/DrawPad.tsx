import { type PointerEvent, useRef } from "react";
import { useT } from "../i18n/TextsProvider.tsx";
import type { Ink } from "./fitDrawing.ts";
import styles from "./TryIt.module.css";

/** Pixels of the sheet; it is shown at half of that. */
const SIDE = 280;

interface DrawPadProps {
  readonly lineWidth: number;
  /** Called after each stroke's movement with all ink so far. */
  readonly onInk: (ink: Ink) => void;
}

/** A sheet to draw on by mouse, finger or pen. Give another `key` for a fresh sheet. */
export function DrawPad({ lineWidth, onInk }: DrawPadProps) {
  const t = useT();
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const place = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return { x: ((clientX - box.left) * SIDE) / box.width, y: ((clientY - box.top) * SIDE) / box.height };
  };
  const line = (event: PointerEvent<HTMLCanvasElement>): void => {
    const context = event.currentTarget.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    const to = place(event);
    const from = last.current ?? to;
    context.lineCap = "round";
    context.lineWidth = lineWidth;
    context.strokeStyle = getComputedStyle(event.currentTarget).color;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    last.current = to;
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const values = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (data[4 * i + 3] as number) / 255);
    onInk({ values, width: SIDE, height: SIDE });
  };
  return (
    <canvas
      className={styles.pad}
      width={SIDE}
      height={SIDE}
      role="img"
      aria-label={t("lookInside:draw")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = null;
        line(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 0) line(event);
      }}
      onPointerUp={() => {
        last.current = null;
      }}
    />
  );
}
