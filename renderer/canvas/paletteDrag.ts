/** What the palette says to the canvas beside it: something is dragged over, dropped, or to be added. */
import type { Addable } from "./edits/addable.ts";

export interface PaletteMessage {
  readonly phase: "drag" | "drop" | "cancel" | "add";
  readonly item: Addable;
  /** The pointer on the screen. */
  readonly x: number;
  readonly y: number;
}

const EVENT = "layerloom:palette";

const isMessage = (event: Event): event is CustomEvent<PaletteMessage> => event instanceof CustomEvent;

export const tellCanvas = (message: PaletteMessage): boolean =>
  dispatchEvent(new CustomEvent(EVENT, { detail: message }));

/** Returns what stops the listening. */
export function hearPalette(listener: (message: PaletteMessage) => void): () => void {
  const onEvent = (event: Event): void => {
    if (isMessage(event)) listener(event.detail);
  };
  addEventListener(EVENT, onEvent);
  return () => removeEventListener(EVENT, onEvent);
}
