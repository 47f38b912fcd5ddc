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

/** `language` is that of the system (a BCP 47 tag): the first start speaks it where it can. */
export function createUiStore(port: SettingsPort, language = "en"): UiStore {
  const stored = port.read();
  const first: UiSettings = { ...DEFAULT_UI, language: /^zh\b/i.test(language) ? "zh" : "en" };
  const store = createStore<UiSettings>(() => (stored === null ? first : parseUiSettings(stored)));
  store.subscribe((settings) => port.write(JSON.stringify(settings)));
  return {
    ...store,
    update: (change) => store.setState(change),
    reset: () => store.setState(first),
  };
}
