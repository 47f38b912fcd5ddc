/** The registry as a native menu. */
import type { MenuModel } from "../host/HostApi.ts";
import type { Texts } from "../i18n/i18n.ts";
import { toAccelerator } from "../ui/keys.ts";
import { ACTION_GROUPS, type ActionRegistry, titleOf } from "./actions.ts";

export function menuModel(registry: ActionRegistry, texts: Texts): MenuModel {
  const all = [...registry.getState().actions.values()].filter((action) => action.hidden !== true);
  const menus = ACTION_GROUPS.map((group) => ({
    label: texts.t(`app:groups.${group}`),
    items: all
      .filter((action) => action.group === group)
      .map((action) => ({
        action: action.id,
        label: titleOf(action, texts),
        enabled: registry.isEnabled(action.id),
        ...(action.keys?.[0] === undefined ? {} : { accelerator: toAccelerator(action.keys[0]) }),
      })),
  }));
  return { menus: menus.filter((menu) => menu.items.length > 0) };
}
