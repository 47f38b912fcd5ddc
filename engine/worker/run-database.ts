/** Run folders in the browser's IndexedDB: every write is one transaction, so a reader sees the old or the new whole. */
import type { RunStore } from "../training/types.ts";

const DATABASE = "layerloom-runs";
/** Key `runId/path`; a file is a list of chunks, so that a log grows without being copied. */
const FILES = "files";

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("The browser's database refused a request."));
  });

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(transaction.error ?? new Error("The browser's database broke off a write."));
  });

export function openRunDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(FILES);
  return request(opening);
}

/** Every key of a folder is above `folder/` and below this. */
const within = (folder: string): IDBKeyRange => IDBKeyRange.bound(`${folder}/`, `${folder}/\uffff`);

const keysOf = async (files: IDBObjectStore, range?: IDBKeyRange): Promise<readonly string[]> =>
  (await request(files.getAllKeys(range))).map(String);

/** Ids of all runs that have files, sorted. */
export async function runIds(database: IDBDatabase): Promise<readonly string[]> {
  const keys = await keysOf(database.transaction(FILES).objectStore(FILES));
  return [...new Set(keys.map((key) => key.split("/", 1)[0] as string))].sort();
}

/** Paths of all files of a run, sorted. */
export async function runPaths(database: IDBDatabase, runId: string): Promise<readonly string[]> {
  const keys = await keysOf(database.transaction(FILES).objectStore(FILES), within(runId));
  return keys.map((key) => key.slice(runId.length + 1));
}

type Chunks = readonly Uint8Array[];

function joined(chunks: Chunks): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Appends beyond this many chunks join them, which keeps a long log cheap to read. */
const MOST_CHUNKS = 64;

export function databaseStore(database: IDBDatabase, runId: string): RunStore {
  const key = (path: string): string => `${runId}/${path}`;
  const change = async (act: (files: IDBObjectStore) => void | Promise<void>): Promise<void> => {
    const transaction = database.transaction(FILES, "readwrite", { durability: "strict" });
    const done = finished(transaction);
    await act(transaction.objectStore(FILES));
    await done;
  };
  const chunksOf = async (files: IDBObjectStore, path: string): Promise<Chunks | undefined> =>
    (await request(files.get(key(path)))) as Chunks | undefined;

  return {
    write: (path, bytes) => change((files) => void files.put([bytes.slice()], key(path))),
    append: (path, bytes) =>
      change(async (files) => {
        const old = (await chunksOf(files, path)) ?? [];
        const grown = [...old, bytes.slice()];
        files.put(grown.length > MOST_CHUNKS ? [joined(grown)] : grown, key(path));
      }),
    async read(path) {
      const chunks = await chunksOf(database.transaction(FILES).objectStore(FILES), path);
      return chunks === undefined ? null : joined(chunks);
    },
    truncate: (path, length) =>
      change(async (files) => {
        const chunks = await chunksOf(files, path);
        if (chunks === undefined) return;
        const whole = joined(chunks);
        if (whole.length > length) files.put([whole.slice(0, length)], key(path));
      }),
    async list(folder) {
      const paths = await runPaths(database, runId);
      const prefix = folder === "" ? "" : `${folder}/`;
      const names = paths
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length).split("/", 1)[0] as string);
      return [...new Set(names)].sort();
    },
    remove: (path) =>
      change((files) => {
        files.delete(key(path));
        files.delete(within(key(path)));
      }),
  };
}
