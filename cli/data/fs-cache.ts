/** Files of a downloaded data set in a folder. */
import { createReadStream } from "node:fs";
import { appendFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { DownloadCache, DownloadPorts } from "../../engine/data/download/types.ts";

export function fsCache(folder: string): DownloadCache {
  const place = (name: string): string => join(folder, name);
  return {
    async size(name) {
      const found = await stat(place(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      return found?.size ?? null;
    },
    read: (name) => createReadStream(place(name)),
    async append(name, bytes) {
      await mkdir(folder, { recursive: true });
      await appendFile(place(name), bytes);
    },
    rename: (name, to) => rename(place(name), place(to)),
    remove: (name) => rm(place(name), { force: true }),
  };
}

/** Where downloads are kept unless a person says otherwise. */
export const dataFolder = (): string =>
  process.env.LAYERLOOM_DATA ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "layerloom", "data");

export const httpOpen: DownloadPorts["open"] = async (address, from, signal) => {
  const headers = { "Accept-Encoding": "identity", ...(from > 0 ? { Range: `bytes=${from}-` } : {}) };
  const { status, body } = await fetch(address, { headers, signal });
  return { status, chunks: body ?? nothing() };
};
async function* nothing(): AsyncIterable<Uint8Array> {}
