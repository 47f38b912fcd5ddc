/** Reading what the interface sends: nothing of it is trusted to have its type. */
import type { BridgeFile, BridgeMenu, BridgeMenuItem, BridgeRecovery } from "./contract.ts";
import { DOCUMENT_BYTES } from "./files/documents.ts";
import { isRecoveryId } from "./files/recovery.ts";

export class BadMessage extends Error {
  override readonly name = "BadMessage";
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function text(value: unknown, most: number): string {
  if (typeof value !== "string" || value.length > most) throw new BadMessage("A text was expected.");
  return value;
}
export const token = (value: unknown): string => text(value, 100);
export const documentText = (value: unknown): string => text(value, DOCUMENT_BYTES);
export const fileName = (value: unknown): string => {
  const name = text(value, 200).replace(/[\\/]/g, "-");
  return name === "" || name.startsWith(".") ? `document${name}` : name;
};
export const flag = (value: unknown): boolean => {
  if (typeof value !== "boolean") throw new BadMessage("True or false was expected.");
  return value;
};
export const recoveryId = (value: unknown): string => {
  const id = text(value, 64);
  if (!isRecoveryId(id)) throw new BadMessage("An id of recovered work was expected.");
  return id;
};
export const bytes = (value: unknown): Uint8Array => {
  if (!(value instanceof Uint8Array)) throw new BadMessage("Bytes were expected.");
  return value;
};

function bridgeFile(value: unknown): BridgeFile | null {
  if (value === null) return null;
  if (!isRecord(value)) throw new BadMessage("A file was expected.");
  return { token: token(value.token), name: text(value.name, 1000), folder: text(value.folder, 10_000) };
}

export function recoveryEntry(value: unknown): BridgeRecovery {
  if (!isRecord(value) || typeof value.savedAt !== "number")
    throw new BadMessage("Unsaved work was expected.");
  return {
    id: recoveryId(value.id),
    title: text(value.title, 10_000),
    text: documentText(value.text),
    savedAt: value.savedAt,
    file: bridgeFile(value.file),
  };
}

function menuItem(value: unknown): BridgeMenuItem {
  if (!isRecord(value)) throw new BadMessage("A menu entry was expected.");
  return {
    ...(value.action === undefined ? {} : { action: text(value.action, 100) }),
    ...(value.label === undefined ? {} : { label: text(value.label, 500) }),
    ...(value.accelerator === undefined ? {} : { accelerator: text(value.accelerator, 50) }),
    ...(value.enabled === undefined ? {} : { enabled: flag(value.enabled) }),
  };
}

const MOST_ENTRIES = 200;
export function menu(value: unknown): BridgeMenu {
  if (!isRecord(value) || !Array.isArray(value.menus) || value.menus.length > MOST_ENTRIES) {
    throw new BadMessage("A menu was expected.");
  }
  return {
    menus: value.menus.map((entry: unknown) => {
      if (!isRecord(entry) || !Array.isArray(entry.items) || entry.items.length > MOST_ENTRIES) {
        throw new BadMessage("A menu was expected.");
      }
      return { label: text(entry.label, 500), items: entry.items.map(menuItem) };
    }),
  };
}
