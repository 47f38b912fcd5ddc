import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cx } from "./cx.ts";
import styles from "./Splitter.module.css";

interface SplitterProps {
  /** Read by a screen reader: what it resizes. */
  readonly label: string;
  /** `vertical` is an upright line that moves left and right. */
  readonly orientation: "vertical" | "horizontal";
  /** The panel's size in pixels. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** The panel lies after the line (right of it, below it), so moving the line towards it makes it smaller. */
  readonly panelAfter?: boolean;
  readonly onChange: (size: number) => void;
  /** Double-click. */
  readonly onReset: () => void;
}

const KEY_STEP = 16;

export function Splitter(props: SplitterProps) {
  const { label, orientation, size, min, max, panelAfter = false, onChange, onReset } = props;
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const along = (event: PointerEvent): number => (orientation === "vertical" ? event.clientX : event.clientY);
  const sign = panelAfter ? -1 : 1;
  const set = (next: number): void => onChange(Math.min(max, Math.max(min, Math.round(next))));

  const onKeyDown = (event: KeyboardEvent): void => {
    const [back, forth] = orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const next = {
      [back]: size - sign * KEY_STEP,
      [forth]: size + sign * KEY_STEP,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the pattern for a window splitter; <hr> is not focusable
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={cx(styles.splitter, styles[orientation])}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: along(event), size };
      }}
      onPointerMove={(event) => {
        if (start.current !== null) set(start.current.size + sign * (along(event) - start.current.at));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onPointerCancel={() => {
        start.current = null;
      }}
    />
  );
}
