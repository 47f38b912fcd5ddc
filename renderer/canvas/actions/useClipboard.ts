import { useEffect } from "react";
import { copyFragment } from "../../../engine/document/fragment.ts";
import { useServices } from "../../app/services.tsx";
import type { DocumentStore } from "../../state/documentStore.ts";
import { presentOf } from "../../state/types.ts";
import { isTextField } from "../../ui/keys.ts";
import type { CanvasServices } from "../canvasContext.ts";
import { useCanvas } from "../canvasContext.ts";
import { byScope, type Selected } from "../edits/selected.ts";

/** What is selected as text; null where nothing that can be copied is. All of one graph: the open one first. */
export function selectedText(selected: Selected, documents: DocumentStore): string | null {
  const tab = documents.active();
  if (tab === null) return null;
  const groups = byScope(selected.nodes);
  const scope =
    groups.has(selected.scope) || groups.size === 0 ? selected.scope : ([...groups.keys()][0] ?? null);
  const ids = [...(groups.get(scope) ?? []), ...(scope === selected.scope ? selected.notes : [])];
  return ids.length === 0 ? null : copyFragment(presentOf(tab), scope, ids);
}

const DIALOGS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** Text fields, dialogs and selected text keep the clipboard to themselves. */
function isOurs(event: ClipboardEvent): boolean {
  if (isTextField(event.target)) return false;
  if (event.target instanceof Element && event.target.closest(DIALOGS) !== null) return false;
  return document.getSelection()?.isCollapsed !== false;
}

/** Copy, cut and paste of nodes as JSON text on the system's clipboard: between documents, windows and programs. */
export function useClipboard(): void {
  const { edits, sight }: CanvasServices = useCanvas();
  const { documents } = useServices();
  useEffect(() => {
    let pointer: { readonly x: number; readonly y: number; readonly over: boolean } = {
      x: 0,
      y: 0,
      over: false,
    };
    const onMove = (event: PointerEvent): void => {
      const over = event.target instanceof Element && event.target.closest("[data-canvas]") !== null;
      pointer = { x: event.clientX, y: event.clientY, over };
    };
    const onCopy = (event: ClipboardEvent): void => {
      if (!isOurs(event)) return;
      const selected = edits.selected();
      const text = selectedText(selected, documents);
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
      if (event.type === "cut") edits.remove(selected);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!isOurs(event)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.trim() === "") return;
      event.preventDefault();
      edits.paste(text, pointer.over ? sight.toCanvas(pointer) : null);
    };
    addEventListener("pointermove", onMove, { passive: true });
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      removeEventListener("pointermove", onMove);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [edits, sight, documents]);
}
