/** The file system as a port, and Node's. */
import { mkdir, readdir, readFile, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { codeOf } from "./errors.ts";

export interface Stamp {
  readonly modifiedMs: number;
  readonly size: number;
}

export interface FileSystem {
  read(path: string): Promise<Uint8Array>;
  stamp(path: string): Promise<Stamp>;
  /** A reader sees the old file or the new one, also when the machine stops meanwhile. Makes the folder. */
  writeWhole(path: string, content: string | Uint8Array): Promise<void>;
  /** Names of the files in a folder; none when the folder is not there. */
  list(folder: string): Promise<readonly string[]>;
  /** A file that is gone already is fine. */
  remove(path: string): Promise<void>;
}

async function unlessMissing<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return otherwise;
    throw error;
  }
}

export const nodeFileSystem: FileSystem = {
  read: (path) => readFile(path),
  async stamp(path) {
    const { mtimeMs, size } = await stat(path);
    return { modifiedMs: mtimeMs, size };
  },
  async writeWhole(path, content) {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, typeof content === "string" ? content : Buffer.from(content), {
      fsync: true,
    });
  },
  list: (folder) => unlessMissing(readdir(folder), []),
  remove: (path) => unlessMissing(unlink(path), undefined),
};
