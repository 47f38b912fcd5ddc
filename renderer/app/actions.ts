/**
 * Everything a person can do, by name. Menus, shortcuts, the command palette, the list of keys and the native menu are
 * all drawn from this one registry; each area of the interface registers its own actions while it is in sight.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { TextKey, Texts } from "../i18n/i18n.ts";

export type ActionGroup = "file" | "edit" | "add" | "arrange" | "view" | "run" | "help";
export const ACTION_GROUPS: readonly ActionGroup[] = [
  "file",
  "edit",
  "add",
  "arrange",
  "view",
  "run",
  "help",
];

export interface Action {
  /** Stable, for example `file.save`. */
  readonly id: string;
  readonly title: TextKey;
  /** A title that says more, for example which step undo takes back. */
  readonly label?: (texts: Texts) => string;
  readonly group: ActionGroup;
  /** `Mod+Shift+S`; the first is shown. */
  readonly keys?: readonly string[];
  /** Its keys work in text fields and dialogs as well, for example saving. */
  readonly everywhere?: boolean;
  readonly enabled?: () => boolean;
  /** Given: the action is a switch. */
  readonly checked?: () => boolean;
  /** Not listed in the native menu (it still has keys and a place in the command palette). */
  readonly hidden?: boolean;
  readonly run: () => void | Promise<void>;
}

/** An entry of the command palette that is no action: a layer to add, a node to go to. */
export interface CommandEntry {
  readonly id: string;
  readonly label: string;
  /** More words that find it. */
  readonly keywords?: readonly string[];
  readonly hint?: string;
  /** Colour of a family's dot: the name of a token, for example `--family-dense`. */
  readonly color?: string;
  readonly run: () => void;
}
export interface CommandSource {
  readonly id: string;
  readonly heading: TextKey;
  /** Asked each time the palette opens. */
  readonly entries: (texts: Texts) => readonly CommandEntry[];
}

export interface ActionsState {
  readonly actions: ReadonlyMap<string, Action>;
  readonly sources: ReadonlyMap<string, CommandSource>;
}

export interface ActionRegistry extends StoreApi<ActionsState> {
  /** Returns what takes them out again. */
  register(actions: readonly Action[]): () => void;
  registerSource(source: CommandSource): () => void;
  isEnabled(id: string): boolean;
  /** Does nothing when the action is unknown or not enabled. */
  run(id: string): void;
}

const without = <T>(table: ReadonlyMap<string, T>, own: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...table].filter(([id, entry]) => own.get(id) !== entry));

export function createActionRegistry(onError: (error: unknown) => void): ActionRegistry {
  const store = createStore<ActionsState>(() => ({ actions: new Map(), sources: new Map() }));
  const isEnabled = (id: string): boolean => {
    const action = store.getState().actions.get(id);
    return action !== undefined && (action.enabled?.() ?? true);
  };
  return {
    ...store,
    isEnabled,
    register(actions) {
      const own = new Map(actions.map((action) => [action.id, action]));
      store.setState(({ actions: before }) => ({ actions: new Map([...before, ...own]) }));
      return () => store.setState(({ actions: now }) => ({ actions: without(now, own) }));
    },
    registerSource(source) {
      const own = new Map([[source.id, source]]);
      store.setState(({ sources }) => ({ sources: new Map([...sources, ...own]) }));
      return () => store.setState(({ sources }) => ({ sources: without(sources, own) }));
    },
    run(id) {
      const action = store.getState().actions.get(id);
      if (action === undefined || !isEnabled(id)) return;
      const start = async (): Promise<void> => action.run();
      start().catch(onError);
    },
  };
}

export const titleOf = (action: Action, texts: Texts): string =>
  action.label?.(texts) ?? texts.t(action.title);
