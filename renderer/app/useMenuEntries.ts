import { useCallback } from "react";
import type { Texts } from "../i18n/i18n.ts";
import { useTexts } from "../i18n/TextsProvider.tsx";
import type { MenuEntry } from "../ui/menuItems.ts";
import { ACTION_GROUPS, type ActionRegistry, titleOf } from "./actions.ts";
import { useServices } from "./services.tsx";

/** The menu of the window, made when it opens: a submenu for each group of actions that has any. */
export function useMenuEntries(): () => readonly MenuEntry[] {
  const texts = useTexts();
  const { actions } = useServices();
  return useCallback(() => entriesOf(actions, texts), [actions, texts]);
}

function entriesOf(registry: ActionRegistry, texts: Texts): readonly MenuEntry[] {
  const { actions } = registry.getState();
  return ACTION_GROUPS.flatMap((group): MenuEntry[] => {
    const own = [...actions.values()].filter((action) => action.group === group && action.hidden !== true);
    if (own.length === 0) return [];
    const entries = own.map((action): MenuEntry => {
      const checked = action.checked?.();
      return {
        type: "item",
        id: action.id,
        label: titleOf(action, texts),
        disabled: !registry.isEnabled(action.id),
        ...(action.keys?.[0] === undefined ? {} : { shortcut: action.keys[0] }),
        ...(checked === undefined ? {} : { checked }),
        run: () => registry.run(action.id),
      };
    });
    return [{ type: "submenu", id: group, label: texts.t(`app:groups.${group}`), entries }];
  });
}
