/** Short messages that float in a corner: what was done, or what went wrong and what to do about it. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../../engine/tensor/problem.ts";

export interface Notice {
  readonly id: string;
  readonly tone: "info" | "good" | "warning" | "bad";
  /** Already in the person's language, or a problem that is translated where it is shown. */
  readonly content: { readonly title: string; readonly detail?: string } | { readonly problem: Problem };
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Stays until it is answered, whatever its tone. */
  readonly stays?: boolean;
  readonly onDismiss?: () => void;
}

export interface NoticesState {
  readonly notices: readonly Notice[];
}

export interface NoticeStore extends StoreApi<NoticesState> {
  show(notice: Omit<Notice, "id">): void;
  problem(problem: Problem): void;
  dismiss(id: string): void;
}

/** Older notices make room, so that a repeated failure does not cover the window. */
const MOST_AT_ONCE = 4;

export function createNoticeStore(newId: () => string): NoticeStore {
  const store = createStore<NoticesState>(() => ({ notices: [] }));
  const show = (notice: Omit<Notice, "id">): void => {
    const all = [...store.getState().notices, { ...notice, id: newId() }];
    store.setState({ notices: all.slice(-MOST_AT_ONCE) });
    for (const gone of all.slice(0, -MOST_AT_ONCE)) gone.onDismiss?.();
  };
  return {
    ...store,
    show,
    problem: (problem) =>
      show({ tone: problem.severity === "error" ? "bad" : "warning", content: { problem } }),
    dismiss(id) {
      const gone = store.getState().notices.find((notice) => notice.id === id);
      store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice !== gone) }));
      gone?.onDismiss?.();
    },
  };
}
