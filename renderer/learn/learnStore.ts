/** Which page of the lessons is in front, and where Escape leads back to. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Lesson } from "../../engine/learn/lesson/types.ts";
import type { DocumentStore } from "../state/documentStore.ts";
import type { TabId } from "../state/types.ts";

export type LearnPage =
  | { readonly type: "index" }
  | { readonly type: "glossary" }
  /** A lesson of the program. */
  | { readonly type: "lesson"; readonly id: string }
  /** A lesson from a file. */
  | { readonly type: "file"; readonly lesson: Lesson };

export interface LearnState {
  /** The last is in front; none where the lessons are closed. */
  readonly pages: readonly LearnPage[];
  /** The step of the tour, from 0; `null` while nobody takes it. */
  readonly tour: number | null;
}

export interface LearnStore extends StoreApi<LearnState> {
  open(page: LearnPage): void;
  /** In the place of the page in front, as from one lesson to the next. */
  replace(page: LearnPage): void;
  /** One page back; from the first to the document or the gallery that was in front. */
  back(): void;
  close(): void;
  isOpen(): boolean;
  /** To a step of the tour, or out of it. */
  goTo(step: number | null): void;
}

export function createLearnStore(documents: DocumentStore): LearnStore {
  const store = createStore<LearnState>(() => ({ pages: [], tour: null }));
  let cameFrom: TabId | null = null;
  const close = (): void => store.setState({ pages: [] });
  documents.subscribe(({ activeId }) => {
    if (activeId !== null && store.getState().pages.length > 0) close();
  });
  return {
    ...store,
    goTo: (tour) => store.setState({ tour }),
    open(page) {
      if (store.getState().pages.length === 0) cameFrom = documents.getState().activeId;
      documents.activate(null);
      store.setState(({ pages }) => ({ pages: [...pages, page] }));
    },
    replace: (page) => store.setState(({ pages }) => ({ pages: [...pages.slice(0, -1), page] })),
    back() {
      const { pages } = store.getState();
      if (pages.length > 1) store.setState({ pages: pages.slice(0, -1) });
      else {
        close();
        documents.activate(cameFrom);
      }
    },
    close,
    isOpen: () => store.getState().pages.length > 0,
  };
}
