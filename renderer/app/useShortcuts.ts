import { useEffect } from "react";
import { isTextField, matchesKeys } from "../ui/keys.ts";
import type { Action } from "./actions.ts";
import { useServices } from "./services.tsx";

/** Lists and menus have keys of their own; a dialog hides what the keys would act on. */
const OWN_KEYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

function listensAt(action: Action, target: EventTarget | null): boolean {
  if (action.everywhere === true) return true;
  if (isTextField(target) || target instanceof HTMLSelectElement) return false;
  return !(target instanceof Element && target.closest(OWN_KEYS) !== null);
}

/** Runs actions by their keys, everywhere in the window. */
export function useShortcuts(): void {
  const { actions } = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      for (const action of actions.getState().actions.values()) {
        if (action.keys?.some((keys) => matchesKeys(keys, event)) !== true) continue;
        if (!listensAt(action, event.target)) continue;
        // The browser's own meaning (print, bookmark, save page) never fits, also while the action is not enabled.
        event.preventDefault();
        if (actions.isEnabled(action.id)) actions.run(action.id);
        return;
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [actions]);
}
