/** Undo and redo as a value: whole documents that share what did not change. No timers. */
import type { GraphDocument } from "./types.ts";

export interface HistoryStep {
  /** English name of what was done. */
  readonly label: string;
  /** The document on the other side of the step. */
  readonly document: GraphDocument;
}
export interface History {
  /** Oldest first; each step holds the document before it. */
  readonly past: readonly HistoryStep[];
  readonly present: GraphDocument;
  /** Next first; each step holds the document after it. */
  readonly future: readonly HistoryStep[];
  /** Key of the gesture that made the last step, while it may go on. */
  readonly gesture: string | null;
}

/** Steps kept; older ones are forgotten. */
export const HISTORY_LIMIT = 500;

export const createHistory = (present: GraphDocument): History => ({
  past: [],
  present,
  future: [],
  gesture: null,
});

/**
 * Adds a step. Commits of the same `gesture` (a drag, a slider held down) are one step; a document that is the present
 * one adds none.
 */
export function commit(
  history: History,
  document: GraphDocument,
  label: string,
  gesture: string | null = null,
  limit: number = HISTORY_LIMIT,
): History {
  if (document === history.present) return history;
  if (gesture !== null && gesture === history.gesture) return { ...history, present: document, future: [] };
  const past = [...history.past, { label, document: history.present }].slice(-limit);
  return { past, present: document, future: [], gesture };
}

/** The next commit is a step of its own, whatever its gesture. */
export const endGesture = (history: History): History =>
  history.gesture === null ? history : { ...history, gesture: null };

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.document,
    future: [{ label: step.label, document: history.present }, ...history.future],
    gesture: null,
  };
}

export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  return {
    past: [...history.past, { label: step.label, document: history.present }],
    present: step.document,
    future,
    gesture: null,
  };
}

/** Name of the step that undo would take back, or `null`. */
export const undoLabel = (history: History): string | null => history.past.at(-1)?.label ?? null;
/** Name of the step that redo would do again, or `null`. */
export const redoLabel = (history: History): string | null => history.future[0]?.label ?? null;
