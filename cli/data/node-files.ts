/** A folder or a file of this machine as a `FileSource`; symbolic links that lead out of it are left out. */
import { open, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { dataMessages } from "../../engine/data/messages.ts";
import type { FileSource } from "../../engine/data/types.ts";
import { fail, ok, problem, type Result } from "../../engine/tensor/problem.ts";

/** A place named on the command line: a folder, or a single file. */
export async function nodeFiles(place: string): Promise<Result<FileSource>> {
  try {
    const real = await realpath(resolve(place));
    const info = await stat(real);
    if (info.isDirectory()) return ok(folderSource(real, basename(resolve(place))));
    if (info.isFile()) return ok(fileSource(real, basename(resolve(place))));
    return fail(problem(dataMessages, "data/place-not-found", { path: place }, { place }));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR")
      return fail(problem(dataMessages, "data/place-not-found", { path: place }, { place }));
    const reason = error instanceof Error ? error.message : String(error);
    return fail(problem(dataMessages, "data/unreadable", { path: place }, { path: place, reason }));
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

const isWithin = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Files that were no links when they were listed: they lie inside without a further look. */
  readonly plain: ReadonlySet<string>;
}

function folderSource(root: string, name: string): FileSource {
  let listing: Promise<Listing> | null = null;
  const listed = (): Promise<Listing> => {
    listing ??= listBelow(root);
    return listing;
  };
  const locate = async (path: string): Promise<string> => {
    if (listing !== null && (await listing).plain.has(path)) return join(root, path);
    const real = await realpath(join(root, path));
    if (!isWithin(root, real)) throw new Error("the path leads out of the folder");
    return real;
  };
  return {
    name,
    list: async () => (await listed()).files,
    folders: async () => (await listed()).folders,
    size: async (path) => (await stat(await locate(path))).size,
    read: async (path, start, end) => readBytes(await locate(path), start, end),
  };
}

function fileSource(path: string, name: string): FileSource {
  const own = (asked: string): string => {
    if (asked !== name) throw new Error(`there is only ${name}`);
    return path;
  };
  return {
    name,
    isFile: true,
    list: async () => [name],
    folders: async () => [],
    size: async (asked) => (await stat(own(asked))).size,
    read: async (asked, start, end) => readBytes(own(asked), start, end),
  };
}

/** Everything below `root`, sorted. Links to folders are not followed: what they hold inside `root` is listed anyway. */
async function listBelow(root: string): Promise<Listing> {
  const files: string[] = [];
  const folders: string[] = [];
  const plain = new Set<string>();
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const shown = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(shown);
        pending.push(shown);
      } else if (entry.isFile()) {
        files.push(shown);
        plain.add(shown);
      } else if (entry.isSymbolicLink() && (await isFileWithin(root, shown))) {
        files.push(shown);
      }
    }
  }
  return { files: files.sort(), folders: folders.sort(), plain };
}

/** Whether a link leads to a regular file inside `root`; false where it leads nowhere or in a circle. */
async function isFileWithin(root: string, shown: string): Promise<boolean> {
  try {
    const real = await realpath(join(root, shown));
    return isWithin(root, real) && (await stat(real)).isFile();
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ELOOP") return false;
    throw error;
  }
}

async function readBytes(path: string, start = 0, end?: number): Promise<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const until = end ?? (await handle.stat()).size;
    const bytes = new Uint8Array(Math.max(0, until - start));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) return bytes.subarray(0, filled);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
