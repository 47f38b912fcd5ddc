/** A run folder on disk. */
import { mkdir, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { RunStore } from "../../engine/training/types.ts";

/** No such file; a folder is no file, and a file has nothing below it. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(error.code));

async function orIfMissing<T>(value: Promise<T>, missing: T): Promise<T> {
  try {
    return await value;
  } catch (error) {
    if (isMissing(error)) return missing;
    throw error;
  }
}

/** What an atomic write that was killed leaves beside its target: the name, a dot and a number. */
const LEFTOVER = /\.(json|safetensors)\.\d+$/;

/** A rename survives a power cut once its folder is on disk; Windows cannot open folders and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The run in `folder`, which is made on the first write. Paths that lead outside reject. */
export function fsStore(folder: string): RunStore {
  let swept = false;
  const place = (path: string): string => {
    const parts = path.split("/");
    if (parts.some((part) => part === ".." || part === "." || part.includes("\\")) || path.startsWith("/")) {
      throw new RangeError(`not a path inside a run: ${path}`);
    }
    return join(folder, ...parts);
  };
  const sweep = async (): Promise<void> => {
    if (swept) return;
    swept = true;
    for (const name of await orIfMissing(readdir(folder), [])) {
      if (LEFTOVER.test(name)) await rm(join(folder, name), { force: true });
    }
  };
  return {
    async write(path, bytes) {
      const file = place(path);
      await sweep();
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      await syncFolder(dirname(file));
    },
    async append(path, bytes) {
      const file = place(path);
      await mkdir(dirname(file), { recursive: true });
      const handle = await open(file, "a");
      try {
        await handle.appendFile(bytes);
      } finally {
        await handle.close();
      }
    },
    async read(path) {
      const file = place(path);
      return orIfMissing<Uint8Array | null>(readFile(file), null);
    },
    async truncate(path, length) {
      const file = place(path);
      const info = await orIfMissing(stat(file), null);
      if (info !== null && info.size > length) await truncate(file, length);
    },
    async list(path) {
      const names = await orIfMissing(readdir(path === "" ? folder : place(path)), []);
      return names.sort();
    },
    async remove(path) {
      await rm(place(path), { recursive: true, force: true });
    },
  };
}
