/** The native menu, from the one the interface sends. Keys are handled by the interface; here they are only shown. */
import type { MenuItemConstructorOptions } from "electron";
import type { BridgeMenu, BridgeMenuItem, Platform } from "./contract.ts";

/** Text fields on a Mac get their keys from the menu. */
const MAC_TEXT_ROLES: readonly MenuItemConstructorOptions[] = [
  { type: "separator" },
  { role: "cut" },
  { role: "copy" },
  { role: "paste" },
  { role: "selectAll" },
];

function item(entry: BridgeMenuItem, run: (action: string) => void): MenuItemConstructorOptions {
  const { action, label, accelerator, enabled } = entry;
  if (action === undefined) return { type: "separator" };
  return {
    id: action,
    label: label ?? action,
    enabled: enabled ?? true,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => run(action),
  };
}

export function menuTemplate(
  menu: BridgeMenu,
  platform: Platform,
  run: (action: string) => void,
): MenuItemConstructorOptions[] {
  const own = menu.menus.map(({ label, items }): MenuItemConstructorOptions => {
    const entries = items.map((entry) => item(entry, run));
    const isEdit = items.some(({ action }) => action === "edit.undo");
    return { label, submenu: platform === "mac" && isEdit ? [...entries, ...MAC_TEXT_ROLES] : entries };
  });
  return platform === "mac" ? [{ role: "appMenu" }, ...own, { role: "windowMenu" }] : own;
}
