/** The open documents: the only place that changes a document. Commands go in, values come out. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { commit, createHistory, redo, undo } from "../../engine/document/history.ts";
import type { CommandContext } from "../../engine/document/commands.ts";
import { runCalls } from "../../engine/document/commands/index.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { CommandCall, Problem } from "../../engine/tensor/problem.ts";
import type { FileRef } from "../host/HostApi.ts";
import { keepExisting } from "./existing.ts";
import {
  isDirty,
  NOTHING_SELECTED,
  type OpenDocument,
  type ScopeStep,
  type Selection,
  scopeKey,
  type TabId,
  type View,
} from "./types.ts";

export type DispatchResult = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

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
  select(selection: Partial<Selection>): void;
  enter(step: ScopeStep): void;
  /** Keeps the first `depth` levels of the scope. */
  leaveTo(depth: number): void;
  setView(view: View): void;
  markSaved(id: TabId, document: GraphDocument, file: FileRef): void;
  markChangedOnDisk(id: TabId, changed: boolean): void;
  /** Takes another value from outside (reverted, reread), as an undoable step that counts as saved. */
  replace(id: TabId, document: GraphDocument, label: string): void;
}

export interface DocumentStorePorts {
  newTabId(): TabId;
  commandContext(document: GraphDocument): CommandContext;
}
