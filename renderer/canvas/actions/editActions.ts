/** Adding, copying, removing, muting, opening. */

import type { PlacedNode } from "../../../engine/targets/svg/scene.ts";
import type { Action } from "../../app/actions.ts";
import type { PortRef } from "../canvasStore.ts";
import { focusedNode } from "../view/focus.ts";
import { copySelection, pasteText } from "./clipboardActions.ts";
import type { CanvasActionPorts } from "./ports.ts";

/** The node that a key is about: the one with the focus, else the last that is selected. */
export function subject({ canvas }: CanvasActionPorts): PlacedNode | null {
  const focused = focusedNode();
  const placed = focused === null ? null : canvas.sight.node(focused);
  return placed ?? canvas.edits.selected().nodes.at(-1) ?? null;
}

const middleOf = (element: HTMLElement | null): { readonly x: number; readonly y: number } => {
  const box = element?.getBoundingClientRect();
  return box === undefined
    ? { x: 0, y: 0 }
    : { x: box.left + box.width / 2 - 132, y: box.top + box.height / 4 };
};

export function editActions(ports: CanvasActionPorts): readonly Action[] {
  const { canvas } = ports;
  const { edits, store, sight } = canvas;
  const something = (): boolean => {
    const { nodes, edges, notes } = edits.selected();
    return nodes.length + edges.length + notes.length > 0;
  };
  const someNode = (): boolean => edits.selected().nodes.length > 0;
  const addable = (): boolean => (subject(ports)?.view.outputs.length ?? 0) > 0;
  const block = (): PlacedNode | null => {
    const placed = subject(ports);
    return placed?.view.type === "block" ? placed : null;
  };
  const addAt = (): { readonly x: number; readonly y: number } => {
    const { x, y, width, height } = sight.visible();
    return { x: Math.round(x + width / 2 - 100), y: Math.round(y + height / 2 - 40) };
  };

  return [
    {
      id: "add.search",
      title: "canvas:actions.search",
      group: "add",
      keys: ["Shift+A"],
      run: () =>
        store.setState({
          quickAdd: { screen: middleOf(ports.pane()), at: null, from: null, wire: null, after: null },
        }),
    },
    {
      id: "add.after",
      title: "canvas:actions.addAfter",
      group: "add",
      keys: ["A"],
      enabled: addable,
      run: () => {
        const placed = subject(ports);
        const [output] = placed?.view.outputs ?? [];
        if (placed === null || output === undefined) return;
        const { view, rect } = placed;
        const screen = sight.toScreen({ x: rect.x + rect.width + 12, y: rect.y });
        const from: PortRef = {
          key: view.key,
          scope: view.scope,
          node: view.id,
          port: output.name,
          slot: 0,
          direction: "out",
        };
        store.setState({ quickAdd: { screen, at: null, from, wire: null, after: view.key } });
      },
    },
    {
      id: "edit.connect",
      title: "canvas:actions.connect",
      group: "edit",
      keys: ["C"],
      enabled: () => subject(ports) !== null,
      run: () => {
        const placed = subject(ports);
        if (placed !== null) store.setState({ connecting: { key: placed.view.key } });
      },
    },
    {
      id: "add.note",
      title: "canvas:actions.addNote",
      group: "add",
      keys: ["N"],
      run: () => store.editNote(edits.addNote(addAt())),
    },
    {
      id: "add.frame",
      title: "canvas:actions.addFrame",
      group: "add",
      keys: ["F"],
      run: () => store.editNote(edits.addFrame(edits.selected(), addAt())),
    },
    {
      id: "edit.copy",
      title: "canvas:actions.copy",
      group: "edit",
      enabled: something,
      run: () => copySelection(ports, false),
    },
    {
      id: "edit.cut",
      title: "canvas:actions.cut",
      group: "edit",
      enabled: something,
      run: () => copySelection(ports, true),
    },
    { id: "edit.paste", title: "canvas:actions.paste", group: "edit", run: () => pasteText(ports) },
    {
      id: "edit.duplicate",
      title: "canvas:actions.duplicate",
      group: "edit",
      keys: ["Mod+D"],
      enabled: something,
      run: () => void edits.duplicate(edits.selected()),
    },
    {
      id: "edit.remove",
      title: "canvas:actions.remove",
      group: "edit",
      keys: ["Delete", "Backspace"],
      enabled: something,
      run: () => void edits.remove(edits.selected()),
    },
    {
      id: "edit.selectAll",
      title: "canvas:actions.selectAll",
      group: "edit",
      keys: ["Mod+A"],
      run: () => {
        const seen = sight.seen();
        if (seen === null) return;
        const own = seen.scene.nodes.filter(
          ({ view }) => view.scope === seen.scope && view.key === sight.keyOf(view.id),
        );
        ports.documents.select({
          nodes: new Set(own.map(({ view }) => view.id)),
          notes: new Set(seen.scene.notes.filter((note) => note.scope === seen.scope).map((note) => note.id)),
        });
      },
    },
    {
      id: "edit.mute",
      title: "canvas:actions.mute",
      group: "edit",
      keys: ["M"],
      enabled: someNode,
      checked: () => someNode() && edits.selected().nodes.every(({ view }) => view.muted),
      run: () => void edits.toggleMuted(edits.selected()),
    },
    {
      id: "edit.openBlock",
      title: "canvas:actions.openBlock",
      group: "edit",
      enabled: () => block() !== null,
      run: () => {
        const placed = block();
        if (placed !== null) edits.open(placed.view);
      },
    },
    {
      id: "edit.expandBlock",
      title: "canvas:actions.expandBlock",
      group: "edit",
      keys: ["E"],
      enabled: () => block() !== null,
      checked: () => block()?.view.expanded === true,
      run: () => {
        const placed = block();
        if (placed !== null) store.toggleExpanded(placed.view.key);
      },
    },
    {
      id: "edit.leaveBlock",
      title: "canvas:actions.leaveBlock",
      group: "edit",
      enabled: () => (sight.seen()?.instance.length ?? 0) > 0,
      run: edits.up,
    },
  ];
}
