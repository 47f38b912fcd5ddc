/** A press steps once and then repeats while held; a drag up or down steps with the distance. */
import { type PointerEvent, useEffect, useRef } from "react";

interface StepDragOptions {
  /** The value when the press begins; `null` refuses. */
  readonly current: () => number | null;
  readonly onStart: () => void;
  /** `steps` from the value `from`. */
  readonly onStep: (steps: number, from: number) => void;
}

const PIXELS_PER_STEP = 4;
const DRAG_THRESHOLD = 4;
const REPEAT_AFTER_MS = 400;
const REPEAT_EVERY_MS = 60;

interface Press {
  readonly startY: number;
  readonly from: number;
  readonly direction: number;
  dragging: boolean;
  steps: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function useStepDrag({ current, onStart, onStep }: StepDragOptions) {
  const press = useRef<Press | null>(null);
  const end = (): void => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  const repeat = (): void => {
    const held = press.current;
    if (held === null || held.dragging) return;
    held.steps += held.direction;
    onStep(held.steps, held.from);
    held.timer = setTimeout(repeat, REPEAT_EVERY_MS);
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      const from = current();
      if (from === null || event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const part = event.target instanceof Element ? event.target.closest("[data-step]") : null;
      const direction = Number(part?.getAttribute("data-step") ?? 0);
      press.current = {
        startY: event.clientY,
        from,
        direction,
        dragging: false,
        steps: direction,
        timer: undefined,
      };
      onStart();
      if (direction !== 0) onStep(direction, from);
      press.current.timer = setTimeout(repeat, REPEAT_AFTER_MS);
    },
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      const held = press.current;
      if (held === null) return;
      const distance = held.startY - event.clientY;
      if (!held.dragging && Math.abs(distance) < DRAG_THRESHOLD) return;
      held.dragging = true;
      clearTimeout(held.timer);
      const steps = Math.round(distance / PIXELS_PER_STEP);
      if (steps !== held.steps) {
        held.steps = steps;
        onStep(steps, held.from);
      }
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
