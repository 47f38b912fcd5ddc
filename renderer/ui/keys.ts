/** Shortcuts are written `Mod+Shift+K`: `Mod` is Command on a Mac and Control elsewhere. */

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
  Plus: "+",
};

/** `Ctrl Shift K`, or `⇧⌘K` on a Mac. */
export function formatKeys(keys: string, mac = isMac()): string {
  const parts = keys.split("+").map((part) => KEY_NAMES[part] ?? part);
  if (mac) return parts.map((part) => MAC_SIGNS[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join(" ");
}

interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Digits go by their place on the keyboard, because Shift+1 is `!` on one layout and `+` on another. */
function sameKey(wanted: string, press: KeyPress): boolean {
  if (/^\d$/.test(wanted)) return press.code === `Digit${wanted}` || press.key === wanted;
  if (wanted === "Space") return press.code === "Space";
  if (wanted === "Plus") return press.key === "+" || press.key === "=";
  return press.key.toLowerCase() === wanted.toLowerCase();
}

/** Whether a key press is the shortcut, with exactly its modifiers (Shift is free for signs such as `?`). */
export function matchesKeys(keys: string, press: KeyPress, mac = isMac()): boolean {
  const parts = keys.split("+");
  const wanted = parts.at(-1) ?? "";
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  const isSign = wanted.length === 1 && !/[a-z0-9]/i.test(wanted);
  return (
    sameKey(wanted, press) &&
    mod === has("Mod") &&
    other === has("Ctrl") &&
    press.altKey === has("Alt") &&
    (isSign || wanted === "Plus" || press.shiftKey === has("Shift"))
  );
}

/** Electron's notation. */
export const toAccelerator = (keys: string): string => keys.replace("Mod", "CmdOrCtrl").replace(/Arrow/, "");

const TEXT_INPUT_TYPES = new Set(["text", "search", "number", "email", "url", "password", "tel", ""]);

/** Whether keys pressed there mean text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && TEXT_INPUT_TYPES.has(target.type);
}
