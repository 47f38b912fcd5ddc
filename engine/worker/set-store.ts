/** Published data sets in the browser's private file system: fetched by the page's own server, kept between visits. */
import type { DownloadCache } from "../data/download/types.ts";
import type { KnownSet } from "../data/known-sets.ts";
import type { ChosenFile } from "./browser-data.ts";

export interface SetStore {
  /** The files of a set, or `null` where not all of them are there. */
  files(set: KnownSet): Promise<readonly ChosenFile[] | null>;
  /** Bytes that are there, finished or not. */
  size(set: KnownSet): Promise<number>;
  /** The place of a set's files while they are fetched; `close` it afterwards. */
  open(set: KnownSet): Promise<DownloadCache & { close(): void }>;
  /** Address to which the name of a file is appended. */
  address(set: KnownSet): string;
}

const FOLDER = "data-sets";
/** Small writes are gathered: each costs as much as a large one. */
const GATHER_BYTES = 1 << 20;
const READ_BYTES = 1 << 22;

/** What TypeScript's page library does not describe: it exists in Chromium's workers. */
interface SyncFile {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
}
type WorkerFileHandle = FileSystemFileHandle & {
  move(name: string): Promise<void>;
  createSyncAccessHandle(): Promise<SyncFile>;
};

const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
};

async function folderOf(set: KnownSet, create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  const all = await orNull(root.getDirectoryHandle(FOLDER, { create }));
  return all === null ? null : orNull(all.getDirectoryHandle(set.id, { create }));
}

async function fileOf(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  const handle = await orNull(folder.getFileHandle(name));
  return handle === null ? null : handle.getFile();
}

async function* piecesOf(file: File): AsyncIterable<Uint8Array> {
  for (let at = 0; at < file.size; at += READ_BYTES) {
    yield new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer());
  }
}

function cacheIn(folder: FileSystemDirectoryHandle): DownloadCache & { close(): void } {
  let writing: {
    readonly name: string;
    readonly file: SyncFile;
    waiting: Uint8Array[];
  } | null = null;
  const flush = (): void => {
    if (writing === null) return;
    for (const bytes of writing.waiting) writing.file.write(bytes, { at: writing.file.getSize() });
    writing.waiting = [];
    writing.file.flush();
  };
  const close = (): void => {
    flush();
    writing?.file.close();
    writing = null;
  };
  return {
    close,
    async size(name) {
      close();
      return (await fileOf(folder, name))?.size ?? null;
    },
    async *read(name) {
      close();
      const file = await fileOf(folder, name);
      if (file !== null) yield* piecesOf(file);
    },
    async append(name, bytes) {
      if (writing?.name !== name) {
        close();
        const handle = (await folder.getFileHandle(name, { create: true })) as WorkerFileHandle;
        writing = { name, file: await handle.createSyncAccessHandle(), waiting: [] };
      }
      writing.waiting.push(bytes);
      if (writing.waiting.reduce((sum, { length }) => sum + length, 0) >= GATHER_BYTES) flush();
    },
    async rename(name, to) {
      close();
      await orNull(folder.removeEntry(to));
      await ((await folder.getFileHandle(name)) as WorkerFileHandle).move(to);
    },
    async remove(name) {
      close();
      await orNull(folder.removeEntry(name));
    },
  };
}

export function browserSetStore(): SetStore {
  return {
    async files(set) {
      const folder = await folderOf(set, false);
      if (folder === null) return null;
      const found: ChosenFile[] = [];
      for (const { name, bytes } of set.files) {
        const file = await fileOf(folder, name);
        if (file?.size !== bytes) return null;
        found.push({ path: name, file });
      }
      return found;
    },
    async size(set) {
      const folder = await folderOf(set, false);
      if (folder === null) return 0;
      let bytes = 0;
      for (const { name } of set.files) {
        bytes += ((await fileOf(folder, name)) ?? (await fileOf(folder, `${name}.part`)))?.size ?? 0;
      }
      return bytes;
    },
    async open(set) {
      const folder = await folderOf(set, true);
      if (folder === null) throw new Error("The browser gave no place for the data set.");
      return cacheIn(folder);
    },
    address: ({ id }) => new URL(`/data-sets/${id}/`, self.location.origin).href,
  };
}
