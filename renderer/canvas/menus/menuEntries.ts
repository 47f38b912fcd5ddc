/** Entries of the context menus: mostly actions of the registry, chosen for what was clicked. */

import { titleOf } from "../../app/actions.ts";
import type { Services } from "../../app/services.tsx";
import type { Texts } from "../../i18n/i18n.ts";
import type { MenuEntry } from "../../ui/menuItems.ts";
import { ALIGNMENTS } from "../arrange/align.ts";
import type { CanvasServices } from "../canvasContext.ts";
import type { MenuTarget } from "../canvasStore.ts";
import type { Point } from "../view/sight.ts";

interface MenuContext {
  readonly target: MenuTarget;
  /** Where it was asked for, on the screen. */
  readonly at: Point;
  readonly canvas: CanvasServices;
  readonly services: Services;
  readonly texts: Texts;
}

/** Keys that the browser's clipboard events answer, not the registry. */
const CLIPBOARD_KEYS: Readonly<Record<string, string>> = {
  "edit.copy": "Mod+C",
  "edit.cut": "Mod+X",
  "edit.paste": "Mod+V",
  "edit.openBlock": "Enter",
  "edit.leaveBlock": "Escape",
};

const ARRANGE = ["arrange.tidy", "arrange.tidyRight", "arrange.tidyDown"] as const;
const ALIGN = ALIGNMENTS.map((alignment) => `arrange.align.${alignment}`);
const DISTRIBUTE = ["arrange.distribute.horizontal", "arrange.distribute.vertical"] as const;

export function menuEntries({ target, at, canvas, services, texts }: MenuContext): readonly MenuEntry[] {
  const { actions } = services;
  const { t } = texts;
  const action = (id: string): readonly MenuEntry[] => {
    const found = actions.getState().actions.get(id);
    if (found === undefined) return [];
    const checked = found.checked?.();
    const keys = found.keys?.[0] ?? CLIPBOARD_KEYS[id];
    return [
      {
        type: "item",
        id,
        label: titleOf(found, texts),
        disabled: !actions.isEnabled(id),
        ...(keys === undefined ? {} : { shortcut: keys }),
        ...(checked === undefined ? {} : { checked }),
        ...(id === "edit.remove" ? { danger: true } : {}),
        run: () => actions.run(id),
      },
    ];
  };
  const all = (ids: readonly string[]): readonly MenuEntry[] => ids.flatMap(action);
  const line = (id: string): MenuEntry => ({ type: "separator", id });
  const arrange: MenuEntry = {
    type: "submenu",
    id: "arrange",
    label: t("app:groups.arrange"),
    entries: [...all(ARRANGE), line("a1"), ...all(ALIGN), line("a2"), ...all(DISTRIBUTE)],
  };
  const clipboard = ["edit.cut", "edit.copy", "edit.paste", "edit.duplicate"];

  switch (target.type) {
    case "canvas":
      return [
        {
          type: "item",
          id: "addHere",
          label: t("canvas:actions.search"),
          shortcut: "Shift+A",
          run: () =>
            canvas.store.setState({
              quickAdd: { screen: at, at: canvas.sight.toCanvas(at), from: null, wire: null, after: null },
            }),
        },
        ...all(["add.note", "add.frame", "edit.paste"]),
        line("c1"),
        ...all([...ARRANGE, "edit.selectAll"]),
        line("c2"),
        ...all(["view.fitAll", "view.minimap", "view.snap", "edit.leaveBlock"]),
      ];
    case "wire":
      return [
        {
          type: "item",
          id: "insertOnWire",
          label: t("canvas:actions.insertOnWire"),
          run: () =>
            canvas.store.setState({
              quickAdd: { screen: at, at: null, from: null, wire: target.key, after: null },
            }),
        },
        ...all(["edit.remove"]),
      ];
    case "note":
      return [
        {
          type: "item",
          id: "editNote",
          label: t("canvas:actions.editNote"),
          shortcut: "Enter",
          run: () => canvas.store.editNote(target.id),
        },
        ...all([...clipboard, "edit.remove"]),
      ];
    case "node": {
      const block = canvas.sight.node(target.key)?.view.type === "block";
      return [
        ...(block
          ? [
              ...all([
                "edit.openBlock",
                "edit.expandBlock",
                "block.inline",
                "block.save",
                "block.unpackRepeat",
              ]),
              line("n0"),
            ]
          : []),
        ...all(["add.after", "edit.connect", "edit.mute"]),
        line("n1"),
        ...all(clipboard),
        line("n2"),
        arrange,
        ...all(["block.make", "add.frame"]),
        line("n3"),
        ...all(["edit.remove"]),
      ];
    }
  }
}
