import type { SettingsPort } from "./uiStore.ts";

/** The name is also read by `public/theme.js`. */
const KEY = "layerloom.settings";

/** Settings in the browser's local storage; where it is full or forbidden they last as long as the window. */
export const localSettings = (): SettingsPort => ({
  read: () => {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return forgiven(error, null);
    }
  },
  write: (text) => {
    try {
      localStorage.setItem(KEY, text);
    } catch (error) {
      forgiven(error, undefined);
    }
  },
});

function forgiven<T>(error: unknown, instead: T): T {
  if (!(error instanceof DOMException)) throw error;
  console.warn("The settings of the window cannot be kept.", error);
  return instead;
}
