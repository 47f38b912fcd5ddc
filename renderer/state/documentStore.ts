/** The open documents: the only place that changes a document. Commands go in, values come out. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type Analyser, createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { applyCalls, commandLabel } from "../../engine/document/commands/index.ts";
import type { CommandContext } from "../../engine/document/commands.ts";
import {
  commit,
  createHistory,
  type History,
  redo,
  redoLabel,
  undo,
  undoLabel,
} from "../../engine/document/history.ts";
import type { GraphDocument, NodeId } from "../../engine/document/types.ts";
import type { CommandCall, Problem } from "../../engine/tensor/problem.ts";
import type { FileRef } from "../host/HostApi.ts";
import { keepExisting } from "./existing.ts";
import {
  NOTHING_SELECTED,
  type OpenDocument,
  type ScopeStep,
  type Selection,
  scopeKey,
  type TabId,
  type View,
} from "./types.ts";
import { scopeOfChange } from "./whereChanged.ts";

export type DispatchResult =
  /** `created`: nodes and notes that are new. */
  | { readonly ok: true; readonly created: readonly NodeId[] }
  | { readonly ok: false; readonly problem: Problem };

export interface DispatchOptions {
  /** Edits of one gesture (a drag, a held stepper, typing in one field) share a key and become one undo step. */
  readonly gestureKey?: string;
  /** English name of the undo step; without it the label of the first command. */
  readonly label?: string;
  /** Selected after the step instead of what was selected before, for example what was pasted. */
  readonly select?: Partial<Selection>;
}

export interface OpenOptions {
  readonly title: string;
  readonly file?: FileRef;
  /** What was opened is held by no file: recovered work. */
  readonly unsaved?: boolean;
  /** Id of the tab, where it must be a known one (recovered work keeps its entry). */
  readonly id?: TabId;
}

export interface DocumentsState {
  readonly tabs: readonly OpenDocument[];
  readonly activeId: TabId | null;
}

export interface DocumentStore extends StoreApi<DocumentsState> {
  active(): OpenDocument | null;
  tab(id: TabId): OpenDocument | null;
  open(document: GraphDocument, options: OpenOptions): TabId;
  close(id: TabId): void;
  activate(id: TabId | null): void;
  /** Puts a tab before another, or last. */
  reorder(id: TabId, before: TabId | null): void;
  /** Runs all calls on the active document as one step; on refusal nothing has changed. */
  dispatch(calls: readonly CommandCall[], options?: DispatchOptions): DispatchResult;
  undo(): void;
  redo(): void;
  /** English name of the step that would be taken back or done again; `null` where there is none. */
  undoLabel(): string | null;
  redoLabel(): string | null;
  /** Everything derived from a tab's document; the same value until something that matters changes. */
  analysis(tab: OpenDocument): Analysis;
  select(selection: Partial<Selection>): void;
  /** What is selected inside expanded blocks, as the canvas has it. */
  selectInner(keys: ReadonlySet<string>): void;
  enter(step: ScopeStep): void;
  /** Keeps the first `depth` levels of the scope. */
  leaveTo(depth: number): void;
  setView(view: View): void;
  /** `document` is what was written, which may be older than what is open by now. */
  markSaved(id: TabId, document: GraphDocument, file: FileRef, title: string): void;
  markChangedOnDisk(id: TabId, changed: boolean): void;
  /** Takes another value from outside (reverted, reread), as an undoable step that counts as saved. */
  replace(id: TabId, document: GraphDocument, label: string): void;
}

export interface DocumentStorePorts {
  newTabId(): TabId;
  /** A source of short ids; those that a document uses already are skipped. */
  readonly ids: CommandContext;
}

export function createDocumentStore(ports: DocumentStorePorts): DocumentStore {
  const store = createStore<DocumentsState>(() => ({ tabs: [], activeId: null }));
  const analysers = new Map<TabId, Analyser>();
  const tab = (id: TabId): OpenDocument | null =>
    store.getState().tabs.find((candidate) => candidate.id === id) ?? null;
  const active = (): OpenDocument | null => {
    const { activeId } = store.getState();
    return activeId === null ? null : tab(activeId);
  };
  const update = (id: TabId, change: (tab: OpenDocument) => OpenDocument): void =>
    store.setState(({ tabs }) => ({ tabs: tabs.map((open) => (open.id === id ? change(open) : open)) }));
  const updateActive = (change: (tab: OpenDocument) => OpenDocument): void => {
    const { activeId } = store.getState();
    if (activeId !== null) update(activeId, change);
  };
  const travel = (step: (history: History) => History): void =>
    updateActive((open) => {
      const history = step(open.history);
      const scope = scopeOfChange(open.history.present, history.present, open.scope);
      const selection = scope === open.scope ? open.selection : NOTHING_SELECTED;
      return keepExisting({ ...open, history, scope, selection });
    });

  return {
    ...store,
    tab,
    active,
    open(document, { title, file = null, unsaved = false, id = ports.newTabId() }) {
      const opened: OpenDocument = {
        id,
        title,
        file,
        history: createHistory(document),
        saved: unsaved ? null : document,
        scope: [],
        selection: NOTHING_SELECTED,
        inner: new Set(),
        views: {},
        changedOnDisk: false,
      };
      store.setState(({ tabs }) => ({ tabs: [...tabs, opened], activeId: id }));
      return id;
    },
    close(id) {
      analysers.delete(id);
      store.setState(({ tabs, activeId }) => {
        const index = tabs.findIndex((open) => open.id === id);
        const left = tabs.filter((open) => open.id !== id);
        const neighbour = left[Math.min(index, left.length - 1)]?.id ?? null;
        return { tabs: left, activeId: activeId === id ? neighbour : activeId };
      });
    },
    activate: (id) => store.setState({ activeId: id !== null && tab(id) === null ? null : id }),
    reorder(id, before) {
      const moved = tab(id);
      if (moved === null || id === before) return;
      store.setState(({ tabs }) => {
        const left = tabs.filter((open) => open.id !== id);
        const index = left.findIndex((open) => open.id === before);
        return { tabs: index < 0 ? [...left, moved] : left.toSpliced(index, 0, moved) };
      });
    },
    dispatch(calls, { gestureKey, label, select } = {}) {
      const open = active();
      const [first] = calls;
      if (open === null || first === undefined) return { ok: true, created: [] };
      const outcome = applyCalls(open.history.present, calls, ports.ids);
      if (!outcome.ok) return outcome;
      const { document, created = [] } = outcome;
      const history = commit(
        open.history,
        document,
        label ?? commandLabel(first.command),
        gestureKey ?? null,
      );
      const selection = select === undefined ? open.selection : { ...NOTHING_SELECTED, ...select };
      update(open.id, (before) => keepExisting({ ...before, history, selection }));
      return { ok: true, created };
    },
    undo: () => travel(undo),
    redo: () => travel(redo),
    undoLabel: () => undoLabelOf(active()),
    redoLabel: () => redoLabelOf(active()),
    analysis({ id, history }) {
      const analyser = analysers.get(id) ?? createAnalyser();
      analysers.set(id, analyser);
      return analyser.analyse(history.present);
    },
    select: (selection) =>
      updateActive((open) => ({ ...open, selection: { ...NOTHING_SELECTED, ...selection } })),
    selectInner: (inner) =>
      updateActive((open) => (open.inner.size === 0 && inner.size === 0 ? open : { ...open, inner })),
    enter: (step) =>
      updateActive((open) =>
        keepExisting({ ...open, scope: [...open.scope, step], selection: NOTHING_SELECTED }),
      ),
    leaveTo: (depth) =>
      updateActive((open) => {
        const left = open.scope[depth];
        // Coming out of a block leaves it selected, so that one sees where one was.
        const selection =
          left === undefined ? open.selection : { ...NOTHING_SELECTED, nodes: new Set([left.node]) };
        return { ...open, scope: open.scope.slice(0, depth), selection };
      }),
    setView: (view) =>
      updateActive((open) => ({ ...open, views: { ...open.views, [scopeKey(open.scope)]: view } })),
    markSaved: (id, document, file, title) =>
      update(id, (open) => ({ ...open, saved: document, file, title, changedOnDisk: false })),
    markChangedOnDisk: (id, changedOnDisk) => update(id, (open) => ({ ...open, changedOnDisk })),
    replace: (id, document, label) =>
      update(id, (open) =>
        keepExisting({
          ...open,
          history: commit(open.history, document, label),
          saved: document,
          changedOnDisk: false,
        }),
      ),
  };
}

const undoLabelOf = (tab: OpenDocument | null): string | null =>
  tab === null ? null : undoLabel(tab.history);
const redoLabelOf = (tab: OpenDocument | null): string | null =>
  tab === null ? null : redoLabel(tab.history);
