import { type KeyboardEvent, type RefObject, useCallback, useRef } from "react";
import { useServices } from "../../app/services.tsx";
import { isTextField } from "../../ui/keys.ts";
import type { CanvasServices } from "../canvasContext.ts";
import { useCanvas } from "../canvasContext.ts";
import { noteIdOf } from "../view/flowTypes.ts";
import { focusedNode, focusNode } from "../view/focus.ts";
import { type Step, stepFrom } from "../view/walk.ts";

const STEPS: Readonly<Record<string, Step>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
};
const NUDGE = 4;
const FAR_NUDGE = 20;

/**
 * Keys with the focus on the canvas: arrows nudge what is selected, with Alt they walk along the wires; Enter opens,
 * Escape lets go and then goes up. Everything else are actions.
 */
export function useCanvasKeys(_pane: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const canvas = useCanvas();
  const { documents } = useServices();
  // One press, with its repeats, is one undo step.
  const presses = useRef(0);
  return useCallback(
    (event) => {
      if (event.nativeEvent.isComposing || isTextField(event.target)) return;
      const step = STEPS[event.key];
      const { edits, sight, store } = canvas;
      if (step !== undefined && !event.ctrlKey && !event.metaKey) {
        if (event.altKey) walk(step, canvas);
        else {
          if (!event.repeat) presses.current += 1;
          nudge(step, event.shiftKey ? FAR_NUDGE : NUDGE, `nudge/${presses.current}`, canvas);
        }
      } else if (event.key === "Enter") {
        if (event.target instanceof HTMLButtonElement) return;
        const focused = focusedNode() ?? "";
        const note = noteIdOf(focused);
        const view = sight.node(focused)?.view;
        if (note !== null) store.editNote(note);
        else if (view !== undefined) edits.open(view);
        else return;
      } else if (event.key === " " && focusedNode() !== null) {
        toggleSelected(focusedNode() ?? "", canvas, documents);
      } else if (event.key === "Escape") {
        const { nodes, edges, notes } = edits.selected();
        if (nodes.length + edges.length + notes.length > 0) documents.select({});
        else edits.up();
      } else return;
      event.preventDefault();
    },
    [canvas, documents],
  );
}

function nudge(step: Step, by: number, held: string, { edits }: CanvasServices): void {
  const x = step === "left" ? -by : step === "right" ? by : 0;
  const y = step === "up" ? -by : step === "down" ? by : 0;
  edits.nudge(edits.selected(), { x, y }, held);
}

function walk(step: Step, { edits, sight }: CanvasServices): void {
  const seen = sight.seen();
  if (seen === null) return;
  const from = focusedNode() ?? edits.selected().nodes.at(-1)?.view.key ?? null;
  const next = stepFrom(from, step, seen.scene);
  if (next === null) return;
  const placed = sight.node(next);
  if (placed === null) return;
  edits.select(next === sight.keyOf(placed.view.id) ? [placed.view.id] : []);
  sight.reveal(next);
  focusNode(next);
}

function toggleSelected(
  key: string,
  { sight }: CanvasServices,
  documents: ReturnType<typeof useServices>["documents"],
): void {
  const tab = documents.active();
  if (tab === null) return;
  const flip = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const next = new Set(set);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  const note = noteIdOf(key);
  const view = sight.node(key)?.view;
  if (note !== null) documents.select({ ...tab.selection, notes: flip(tab.selection.notes, note) });
  else if (view !== undefined && key === sight.keyOf(view.id)) {
    documents.select({ ...tab.selection, nodes: flip(tab.selection.nodes, view.id) });
  }
}
