/** Which dialog is in front, if any. One at a time. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../../engine/tensor/problem.ts";
import type { TabId } from "./types.ts";

export type DialogState =
  | { readonly type: "none" }
  | { readonly type: "commands" }
  | { readonly type: "keys" }
  | { readonly type: "settings" }
  /** Of the document in front, or of a kept run. */
  | { readonly type: "export"; readonly runId: string | null }
  /** Of files that were dropped, or none yet. */
  | { readonly type: "import"; readonly files: readonly File[] }
  | { readonly type: "close"; readonly tab: TabId; readonly answer: (answer: CloseAnswer) => void }
  | { readonly type: "changed"; readonly tab: TabId }
  | { readonly type: "failed"; readonly name: string; readonly problems: readonly Problem[] };

export type CloseAnswer = "save" | "discard" | "cancel";

export interface DialogStore extends StoreApi<{ readonly dialog: DialogState }> {
  show(dialog: DialogState): void;
  hide(): void;
}

export function createDialogStore(): DialogStore {
  const store = createStore<{ readonly dialog: DialogState }>(() => ({ dialog: { type: "none" } }));
  const show = (dialog: DialogState): void => {
    const before = store.getState().dialog;
    // Whoever waits for an answer gets one, also when another dialog takes the place.
    if (before.type === "close") before.answer("cancel");
    store.setState({ dialog });
  };
  return { ...store, show, hide: () => show({ type: "none" }) };
}
