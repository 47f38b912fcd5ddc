/** Everything that the canvas changes, as commands. Each call is one undo step. */

import { placeBetween } from "../../../engine/document/commands/geometry.ts";
import { applyCalls } from "../../../engine/document/commands/index.ts";
import { layoutOf } from "../../../engine/document/graph.ts";
import type { Scope } from "../../../engine/document/types.ts";
import { bounds } from "../../../engine/targets/svg/metrics.ts";
import type { NodeView, NoteView, PlacedNode, WireView } from "../../../engine/targets/svg/scene.ts";
import type { CommandCall, Fix } from "../../../engine/tensor/problem.ts";
import type { DocumentStore } from "../../state/documentStore.ts";
import type { NoticeStore } from "../../state/noticeStore.ts";
import { presentOf, type ScopeStep } from "../../state/types.ts";
import type { Density } from "../../state/uiSettings.ts";
import type { Corner, Corners } from "../arrange/align.ts";
import { freePlace } from "../arrange/place.ts";
import type { CanvasStore, PortRef } from "../canvasStore.ts";
import type { Point, Sight } from "../view/sight.ts";
import { createAdding } from "./adding.ts";
import { call, createDispatcher, type Dispatcher } from "./dispatch.ts";
import { ordered } from "./judge.ts";
import { moveCalls, shiftedCorners } from "./moving.ts";
import { toDocument } from "./places.ts";
import { byScope, type Selected, selectedOf } from "./selected.ts";

export interface EditPorts {
  readonly documents: DocumentStore;
  readonly notices: NoticeStore;
  readonly store: CanvasStore;
  readonly sight: Sight;
  readonly newId: () => string;
  readonly density: () => Density;
}

export type Edits = ReturnType<typeof createEdits>;

const FRAME_PADDING = { x: 24, top: 48, bottom: 24 } as const;
const NOTE_SIZE = { width: 200, height: 80 } as const;

export function createEdits(ports: EditPorts) {
  const { documents, notices, store, sight, newId } = ports;
  const dispatcher: Dispatcher = createDispatcher(documents, notices);
  const adding = createAdding({ sight, dispatcher, newId, density: ports.density });
  const selected = (): Selected => selectedOf(sight, store, documents);
  const eachScope = (
    nodes: readonly PlacedNode[],
    make: (scope: Scope, ids: readonly string[]) => CommandCall,
  ): readonly CommandCall[] => [...byScope(nodes)].map(([scope, ids]) => make(scope, ids));

  return {
    dispatcher,
    selected,
    ...adding,
    ...wiring(ports, dispatcher),

    /** Nodes go and what was before is joined with what was after, where that is one wire. */
    remove({ nodes, edges, notes, scope }: Selected): boolean {
      return dispatcher.run(
        [
          ...(edges.length > 0 ? [call("disconnect", { scope, edges })] : []),
          ...eachScope(nodes, (own, ids) => call("remove-nodes", { scope: own, ids, bridge: true })),
          ...(notes.length > 0 ? [call("remove-notes", { scope, ids: notes })] : []),
        ],
        { label: "Remove" },
      );
    },
    /** All become muted, unless all are. */
    toggleMuted({ nodes }: Selected): boolean {
      const able = nodes.filter(({ view }) => view.type !== "port" && view.inputs.length > 0);
      const target = able.length > 0 ? able : nodes;
      const muted = !target.every(({ view }) => view.muted);
      return dispatcher.run(
        eachScope(target, (scope, ids) => call("set-muted", { scope, ids, muted })),
        { label: muted ? "Mute" : "Unmute" },
      );
    },
    duplicate({ nodes, notes, scope }: Selected): boolean {
      const [group] = byScope(nodes);
      const own = group?.[0] ?? scope;
      const ids = [...(group?.[1] ?? []), ...notes];
      if (ids.length === 0) return false;
      return dispatcher.runAndSelectNew(own, [call("duplicate", { scope: own, ids })]);
    },
    paste(text: string, at: Point | null): boolean {
      const seen = sight.seen();
      if (seen === null) return false;
      const place = at === null ? {} : { at: toDocument(seen.scene, seen.scope, at) };
      return dispatcher.runAndSelectNew(seen.scope, [
        call("paste-fragment", { scope: seen.scope, text, ...place }),
      ]);
    },

    /** New corners on the canvas, by key. */
    place: (corners: Corners, label: string): boolean =>
      dispatcher.run(moveCalls(sight, corners, "move-nodes"), { label }),
    /** The end of a drag: where everything is now, and the wire that a single node was dropped on. */
    drop(corners: Corners, wire: string | null): boolean {
      const moves = moveCalls(sight, corners, "move-nodes");
      const onto = wire === null ? null : sight.wire(wire);
      const [only] = [...corners.keys()];
      const view = onto === null || only === undefined ? undefined : sight.node(only)?.view;
      if (onto === null || view === undefined) return dispatcher.run(moves, { label: "Move" });
      const insert = call("insert-on-edge", { scope: onto.scope, edge: onto.id, node: view.id });
      const room = roomCalls(documents, insert, onto, view.id);
      return dispatcher.run([insert, ...room], { label: "Insert on wire" });
    },
    tidyTo: (corners: Corners): boolean => dispatcher.run(moveCalls(sight, corners, "set-layout")),
    /** `held` is the same as long as one key is held down: one undo step. */
    nudge({ nodes, notes }: Selected, by: Corner, held: string): boolean {
      const shown = sight.seen()?.scene.notes.filter((note) => notes.includes(note.id)) ?? [];
      const corners = new Map(shiftedCorners(nodes, by));
      for (const note of shown)
        corners.set(`note:${note.id}`, { x: note.rect.x + by.x, y: note.rect.y + by.y });
      return dispatcher.run(moveCalls(sight, corners, "move-nodes"), { gestureKey: held, label: "Move" });
    },

    addNote(at: Point): string | null {
      const seen = sight.seen();
      if (seen === null) return null;
      const id = newId();
      const taken = seen.scene.nodes.map(({ rect }) => rect);
      const place = freePlace(at, NOTE_SIZE, taken);
      const note = { type: "note", text: "", ...toDocument(seen.scene, seen.scope, place), ...NOTE_SIZE };
      const done = dispatcher.run([call("add-note", { scope: seen.scope, note, id })], {
        select: { notes: new Set([id]) },
      });
      return done ? id : null;
    },
    /** A frame around the selected nodes, or an empty one at a place. */
    addFrame({ nodes }: Selected, at: Point): string | null {
      const seen = sight.seen();
      if (seen === null) return null;
      const own = nodes.filter(({ view }) => view.scope === seen.scope);
      const box = bounds(own.map(({ rect }) => rect));
      const rect =
        box === null
          ? { ...at, width: 360, height: 220 }
          : {
              x: box.x - FRAME_PADDING.x,
              y: box.y - FRAME_PADDING.top,
              width: box.width + 2 * FRAME_PADDING.x,
              height: box.height + FRAME_PADDING.top + FRAME_PADDING.bottom,
            };
      const id = newId();
      const size = { width: rect.width, height: rect.height };
      const note = { type: "frame", text: "", ...toDocument(seen.scene, seen.scope, rect), ...size };
      const done = dispatcher.run([call("add-note", { scope: seen.scope, note, id })], {
        label: "Add frame",
        select: { notes: new Set([id]) },
      });
      return done ? id : null;
    },
    setNoteText: (note: NoteView, text: string): boolean =>
      dispatcher.run([call("update-note", { scope: note.scope, id: note.id, changes: { text } })]),
    resizeNote: (note: NoteView, size: { readonly width: number; readonly height: number }): boolean =>
      dispatcher.run([call("update-note", { scope: note.scope, id: note.id, changes: size })]),

    setRepeat: (view: NodeView, count: number): boolean =>
      dispatcher.run([
        call("set-repeat", { scope: view.scope, id: view.id, repeat: count <= 1 ? null : count }),
      ]),
    /** All its calls as one step, named by the fix. */
    fix: (fix: Fix): boolean => dispatcher.run(fix.calls, { label: fix.label }),

    /** Shows the inside of a block, from the instance that it is. */
    open(view: NodeView): void {
      if (view.type !== "block") return;
      for (const step of stepsTo(view, sight)) documents.enter(step);
    },
    /** One level out; the block that was open is selected there. */
    up(): void {
      const depth = sight.seen()?.tab.scope.length ?? 0;
      if (depth > 0) documents.leaveTo(depth - 1);
    },
    select(ids: readonly string[]): void {
      documents.select({ nodes: new Set(ids) });
    },
  };
}

/** Moves that put a node between the two it was inserted between, and make room for it where there is none. */
function roomCalls(
  documents: DocumentStore,
  insert: CommandCall,
  { scope, from, to }: WireView,
  id: string,
): readonly CommandCall[] {
  const tab = documents.active();
  if (tab === null) return [];
  const preview = applyCalls(presentOf(tab), [insert], { newId: () => "preview" });
  if (!preview.ok) return [];
  const [before, after] = [from, to].map((key) => key.split("/").at(-1));
  const placed = placeBetween(preview.document, scope, id, { before, after });
  const old = layoutOf(preview.document, scope).nodes;
  const nodes = Object.fromEntries(
    Object.entries(layoutOf(placed, scope).nodes).filter(([key, place]) => old[key] !== place),
  );
  return Object.keys(nodes).length === 0 ? [] : [call("move-nodes", { scope, nodes })];
}

/** From the open graph through expanded blocks to the inside of `view`. */
function stepsTo(view: NodeView, sight: Sight): readonly ScopeStep[] {
  const ids = view.key.split("/").slice(sight.seen()?.instance.length ?? 0);
  const open = sight.seen()?.instance ?? [];
  return ids.flatMap((node, depth) => {
    const at = sight.node([...open, ...ids.slice(0, depth + 1)].join("/"));
    return at?.view.type === "block" ? [{ block: at.view.kind, node }] : [];
  });
}

function wiring({ sight }: EditPorts, dispatcher: Dispatcher) {
  return {
    /** Between two ports, whichever way round; `moving` is the id of a wire that comes off its other end for it. */
    connect(a: PortRef, b: PortRef, moving: string | null): boolean {
      const { from, to } = ordered(a, b);
      const { scope } = from;
      const view = sight.node(to.key)?.view;
      const place = view?.variadic === true ? { slot: placeOf(view, to, moving, sight) } : {};
      const wire = { scope, from: from.node, fromPort: from.port, to: to.node, toPort: to.port, ...place };
      if (moving === null) return dispatcher.run([call("connect", wire)]);
      return dispatcher.run(
        [call("disconnect", { scope, edges: [moving] }), call("connect", { ...wire, id: moving })],
        { label: "Reconnect" },
      );
    },
    disconnect: (scope: Scope, edges: readonly string[]): boolean =>
      dispatcher.run([call("disconnect", { scope, edges })]),
  };
}

/** Which place among the wires of a variadic port a slot is, once the moved wire is gone. */
function placeOf(view: NodeView, to: PortRef, moving: string | null, sight: Sight): number {
  const moved = sight.seen()?.scene.wires.find((wire) => wire.id === moving && wire.to === view.key);
  return view.inputs.filter((port) => port.connected && port.slot < to.slot && port.slot !== moved?.slot)
    .length;
}
