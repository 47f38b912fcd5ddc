import type { RunStore } from "../types.ts";

/** A run folder in memory: for tests, and for a browser without a folder of its own. Bytes are copied in and out. */
export function memoryStore(): RunStore {
  const files = new Map<string, Uint8Array>();
  return {
    async write(path, bytes) {
      files.set(path, bytes.slice());
    },
    async append(path, bytes) {
      const old = files.get(path) ?? new Uint8Array();
      const grown = new Uint8Array(old.length + bytes.length);
      grown.set(old);
      grown.set(bytes, old.length);
      files.set(path, grown);
    },
    async read(path) {
      return files.get(path)?.slice() ?? null;
    },
    async truncate(path, length) {
      const old = files.get(path);
      if (old !== undefined && old.length > length) files.set(path, old.slice(0, length));
    },
    async list(folder) {
      const prefix = folder === "" ? "" : `${folder}/`;
      const names = [...files.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length).split("/", 1)[0] as string);
      return [...new Set(names)].sort();
    },
    async remove(path) {
      for (const file of [...files.keys()]) {
        if (file === path || file.startsWith(`${path}/`)) files.delete(file);
      }
    },
  };
}
