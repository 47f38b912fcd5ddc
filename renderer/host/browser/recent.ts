/** The files that were opened or saved last, with their handles. */
import type { FileRef, RecentFile } from "../HostApi.ts";
import { type Database, RECENT, settled } from "./database.ts";

interface StoredRecent {
  readonly token: string;
  readonly name: string;
  readonly openedAt: number;
  readonly handle: FileSystemFileHandle;
}

export interface RecentFiles {
  list(): Promise<readonly RecentFile[]>;
  note(file: FileRef, handle: FileSystemFileHandle): Promise<void>;
  forget(token: string): Promise<void>;
  /** The stored handle behind a token. */
  find(token: string): Promise<{ readonly file: FileRef; readonly handle: FileSystemFileHandle } | null>;
}

const MOST = 12;

const isStored = (value: unknown): value is StoredRecent =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "token") === "string" &&
  typeof Reflect.get(value, "name") === "string" &&
  typeof Reflect.get(value, "openedAt") === "number" &&
  Reflect.get(value, "handle") instanceof FileSystemFileHandle;

const fileOf = ({ token, name }: StoredRecent): FileRef => ({ token, name, writable: true });

export function createRecentFiles(database: Database, now: () => number): RecentFiles {
  const stored = async (): Promise<readonly StoredRecent[]> => {
    const all: unknown[] = await database.read(RECENT, (store) => settled(store.getAll()));
    return all.filter(isStored).sort((a, b) => b.openedAt - a.openedAt);
  };
  return {
    list: async () =>
      (await stored()).slice(0, MOST).map((entry) => ({ ...fileOf(entry), openedAt: entry.openedAt })),
    async note(file, handle) {
      const same: string[] = [];
      const entries = await stored();
      for (const entry of entries) if (await entry.handle.isSameEntry(handle)) same.push(entry.token);
      const outdated = [...same, ...entries.slice(MOST).map((entry) => entry.token)];
      await database.write(RECENT, async (store) => {
        for (const token of outdated) store.delete(token);
        await settled(store.put({ token: file.token, name: file.name, openedAt: now(), handle }));
      });
    },
    async forget(token) {
      await database.write(RECENT, (store) => settled(store.delete(token)));
    },
    async find(token) {
      const entry = (await stored()).find((candidate) => candidate.token === token);
      return entry === undefined ? null : { file: fileOf(entry), handle: entry.handle };
    },
  };
}
