/**
 * Unsaved work in IndexedDB. Every window has an id and holds a lock of that name as long as it lives, so that any
 * other window can tell work in progress from work that was left behind by a crash.
 */
import type { FileRef, RecoveryApi, RecoveryEntry } from "../HostApi.ts";
import { type Database, RECOVERY, settled } from "./database.ts";

interface StoredEntry extends RecoveryEntry {
  /** Id of the window that owns it. */
  readonly owner: string;
  readonly handle: FileSystemFileHandle | null;
}

export interface RecoveryPorts {
  readonly database: Database;
  readonly locks: LockManager;
  readonly windowId: string;
  /** Handles survive in the database, so that restored work still knows its file. */
  readonly handleOf: (file: FileRef) => FileSystemFileHandle | null;
  readonly adopt: (file: FileRef, handle: FileSystemFileHandle) => void;
}

const lockName = (windowId: string): string => `layerloom/window/${windowId}`;
const CLAIM_LOCK = "layerloom/recovery/claim";

/** Only what this program wrote is in the store; a shape it does not know (an older version's) is left alone. */
const isStored = (value: unknown): value is StoredEntry =>
  typeof value === "object" &&
  value !== null &&
  ["id", "title", "text", "owner"].every((key) => typeof Reflect.get(value, key) === "string") &&
  typeof Reflect.get(value, "savedAt") === "number";

const entryOf = ({ id, title, text, savedAt, file }: StoredEntry): RecoveryEntry => ({
  id,
  title,
  text,
  savedAt,
  file: file ?? null,
});

export async function createBrowserRecovery(ports: RecoveryPorts): Promise<RecoveryApi> {
  const { database, locks, windowId } = ports;
  await holdLock(locks, lockName(windowId));

  const livingLocks = async (): Promise<ReadonlySet<string>> => {
    const { held = [] } = await locks.query();
    return new Set(held.map((lock) => lock.name ?? ""));
  };
  const all = async (): Promise<readonly StoredEntry[]> => {
    const stored: unknown[] = await database.read(RECOVERY, (store) => settled(store.getAll()));
    return stored.filter(isStored);
  };

  return {
    async listOrphans() {
      const [entries, living] = await Promise.all([all(), livingLocks()]);
      return entries
        .filter((entry) => !living.has(lockName(entry.owner)))
        .sort((a, b) => b.savedAt - a.savedAt)
        .map(entryOf);
    },
    claim: (id) =>
      locks.request(CLAIM_LOCK, async () => {
        const [entries, living] = await Promise.all([all(), livingLocks()]);
        const entry = entries.find((candidate) => candidate.id === id);
        if (entry === undefined || living.has(lockName(entry.owner))) return null;
        await database.write(RECOVERY, (store) => settled(store.put({ ...entry, owner: windowId })));
        if (entry.file !== null && entry.handle !== null) ports.adopt(entry.file, entry.handle);
        return entryOf(entry);
      }),
    async write(entry) {
      const handle = entry.file === null ? null : ports.handleOf(entry.file);
      const stored: StoredEntry = { ...entry, owner: windowId, handle };
      await database.write(RECOVERY, (store) => settled(store.put(stored)));
    },
    async remove(id) {
      await database.write(RECOVERY, (store) => settled(store.delete(id)));
    },
  };
}

/** Takes a lock and keeps it until the window is gone. */
const holdLock = (locks: LockManager, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
