/** Copy, cut and paste from a menu; by keys the browser's own clipboard events do it. */

import type { CanvasActionPorts } from "./ports.ts";
import { selectedText } from "./useClipboard.ts";

export async function copySelection({ canvas, documents }: CanvasActionPorts, cut: boolean): Promise<void> {
  const selected = canvas.edits.selected();
  const text = selectedText(selected, documents);
  if (text === null) return;
  await navigator.clipboard.writeText(text);
  if (cut) canvas.edits.remove(selected);
}

/** Reading the clipboard outside a paste event takes a permission that may be refused; the key always works. */
export async function pasteText({ canvas }: CanvasActionPorts): Promise<void> {
  const text = await navigator.clipboard.readText();
  if (text.trim() !== "") canvas.edits.paste(text, null);
}
