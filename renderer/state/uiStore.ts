/** How a person likes the window: kept between starts. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { DEFAULT_UI, parseUiSettings, type UiSettings } from "./uiSettings.ts";

export interface UiStore extends StoreApi<UiSettings> {
  update(change: Partial<UiSettings>): void;
  /** Back to how the program starts for the first time. */
  reset(): void;
}

/** The part of `localStorage` that is needed; it may be full or forbidden, which costs the memory and nothing else. */
export interface SettingsPort {
  read(): string | null;
  write(text: string): void;
}

export function createUiStore(port: SettingsPort): UiStore {
  const stored = port.read();
  const store = createStore<UiSettings>(() => (stored === null ? DEFAULT_UI : parseUiSettings(stored)));
  store.subscribe((settings) => port.write(JSON.stringify(settings)));
  return {
    ...store,
    update: (change) => store.setState(change),
    reset: () => store.setState(DEFAULT_UI),
  };
}
