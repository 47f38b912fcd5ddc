/** What the main process does for the interface, by the name of the request. Knows no Electron: dialogs are a port. */
import type { BridgeFile, BridgeText, Reply, RequestName } from "./contract.ts";
import { type Documents, failed, withEnding } from "./files/documents.ts";
import type { RecentFiles } from "./files/recent.ts";
import type { Owner, Recovery } from "./files/recovery.ts";
import * as read from "./messages.ts";

/** Ask for a place; `null` when the person closed the dialog. */
export interface Dialogs {
  open(owner: Owner): Promise<string | null>;
  save(owner: Owner, suggestedName: string): Promise<string | null>;
}

export interface RequestPorts {
  readonly documents: Documents;
  readonly recent: RecentFiles;
  readonly recovery: Recovery;
  readonly dialogs: Dialogs;
}

/** `owner` is the window that asks; `args` come from outside. */
export type RequestHandler = (owner: Owner, args: readonly unknown[]) => Promise<unknown>;

export const DOCUMENT_ENDING = ".layerloom";

export function requestHandlers(ports: RequestPorts): Readonly<Record<RequestName, RequestHandler>> {
  const { documents, recent, recovery, dialogs } = ports;
  return {
    async openFile(owner): Promise<Reply<BridgeText> | null> {
      const path = await dialogs.open(owner);
      return path === null ? null : documents.open(path);
    },
    async openDropped(_owner, [path]): Promise<Reply<BridgeText> | null> {
      const dropped = read.text(path, 32_768);
      return dropped === "" ? null : documents.open(dropped);
    },
    async openRecent(_owner, [value]): Promise<Reply<BridgeText>> {
      const token = read.token(value);
      const path = documents.pathOf(token) ?? (await recent.pathOf(token));
      if (path === null) return failed("missing", "");
      documents.adopt(token, path);
      return documents.open(path);
    },
    reread: (_owner, [token]) => documents.reread(read.token(token)),
    save: (_owner, [token, text, overwrite]) =>
      documents.save(read.token(token), read.documentText(text), read.flag(overwrite)),
    async saveAs(owner, [name, text]): Promise<Reply<BridgeFile> | null> {
      const content = read.documentText(text);
      const path = await dialogs.save(owner, read.fileName(name));
      return path === null ? null : documents.saveTo(withEnding(path, DOCUMENT_ENDING), content);
    },
    async exportFile(owner, [name, value]): Promise<Reply<boolean>> {
      const content = read.bytes(value);
      const path = await dialogs.save(owner, read.fileName(name));
      return path === null ? { ok: true, value: false } : documents.exportTo(path, content);
    },
    recentFiles: () => recent.list(),
    forgetRecent: (_owner, [token]) => recent.forget(read.token(token)),
    recoveryList: () => recovery.listOrphans(),
    recoveryClaim: (owner, [id]) => recovery.claim(read.recoveryId(id), owner),
    recoveryWrite: (owner, [entry]) => recovery.write(read.recoveryEntry(entry), owner),
    recoveryRemove: (_owner, [id]) => recovery.remove(read.recoveryId(id)),
  };
}
