/** Run folders in the browser's IndexedDB: every write is one transaction, so a reader sees the old or the new whole. */
import type { RunStore } from "../training/types.ts";

const DATABASE = "layerloom-runs";
/**
 * Key `runId/path`: the file's beginning, as chunks. What was appended since stands behind it, one chunk a key, under the
 * same name with `TAIL` and a number, so that a log grows without its beginning being written again.
 */
const FILES = "files";
const TAIL = "\u0000";

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

/** Of runs, unless another one of the same form is named. */
export function openRunDatabase(name = DATABASE): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(FILES);
  return request(opening);
}

/** Every key of a folder is above `folder/` and below this. */
const within = (folder: string): IDBKeyRange => IDBKeyRange.bound(`${folder}/`, `${folder}/\uffff`);

/** Names of files; their tails are left out. */
const keysOf = async (files: IDBObjectStore, range?: IDBKeyRange): Promise<readonly string[]> =>
  (await request(files.getAllKeys(range))).map(String).filter((key) => !key.includes(TAIL));

const tailOf = (key: string): IDBKeyRange => IDBKeyRange.bound(`${key}${TAIL}`, `${key}${TAIL}\uffff`);
const tailKey = (key: string, number: number): string => `${key}${TAIL}${String(number).padStart(12, "0")}`;

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

/** So many appended chunks become one: every byte is written twice at most, and a long log stays cheap to read. */
const JOINED = 64;

/** Numbers of a tail never fall, so that chunks that were joined keep their place. */
async function appendTo(files: IDBObjectStore, key: string, bytes: Uint8Array): Promise<void> {
  if ((await request(files.count(key))) === 0) files.put([], key);
  const last = await request(files.openKeyCursor(tailOf(key), "prev"));
  const number = last === null ? 0 : Number(String(last.key).slice(key.length + TAIL.length)) + 1;
  if ((number + 1) % JOINED !== 0) {
    files.put(bytes, tailKey(key, number));
    return;
  }
  const block = IDBKeyRange.bound(tailKey(key, number + 1 - JOINED), tailKey(key, number));
  const chunks: Chunks = await request(files.getAll(block));
  files.delete(block);
  files.put(joined([...chunks, bytes]), tailKey(key, number));
}

/** `null` where there is no such file. */
async function readFrom(files: IDBObjectStore, key: string): Promise<Uint8Array | null> {
  const begun: Chunks | undefined = await request(files.get(key));
  if (begun === undefined) return null;
  const tail: Chunks = await request(files.getAll(tailOf(key)));
  return joined([...begun, ...tail]);
}

function removeFrom(files: IDBObjectStore, key: string): void {
  files.delete(key);
  files.delete(tailOf(key));
}

export function databaseStore(database: IDBDatabase, runId: string): RunStore {
  const keyOf = (path: string): string => `${runId}/${path}`;
  const change = async (act: (files: IDBObjectStore) => void | Promise<void>): Promise<void> => {
    const transaction = database.transaction(FILES, "readwrite", { durability: "strict" });
    const done = finished(transaction);
    await act(transaction.objectStore(FILES));
    await done;
  };

  return {
    write: (path, bytes) =>
      change((files) => {
        removeFrom(files, keyOf(path));
        files.put([bytes.slice()], keyOf(path));
      }),
    append: (path, bytes) => change((files) => appendTo(files, keyOf(path), bytes.slice())),
    read: (path) => readFrom(database.transaction(FILES).objectStore(FILES), keyOf(path)),
    truncate: (path, length) =>
      change(async (files) => {
        const key = keyOf(path);
        const whole = await readFrom(files, key);
        if (whole === null || whole.length <= length) return;
        removeFrom(files, key);
        files.put([whole.slice(0, length)], key);
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
        removeFrom(files, keyOf(path));
        files.delete(within(keyOf(path)));
      }),
  };
}
