/** Reading from a place with files; what cannot be read is a problem, not an exception. */
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { gunzip, isGzip, reasonOf, WHOLE_FILE_BYTES } from "./gunzip.ts";
import { dataMessages } from "./messages.ts";
import type { FileSource } from "./types.ts";

const MOST_FILES = 2_000_000;

async function attempt<T>(path: string, run: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await run());
  } catch (error) {
    return fail(problem(dataMessages, "data/unreadable", { path }, { path, reason: reasonOf(error) }));
  }
}

/** All files of the place. */
export async function listFiles(files: FileSource): Promise<Result<readonly string[]>> {
  const paths = await attempt(files.name, () => files.list());
  if (!paths.ok || paths.value.length <= MOST_FILES) return paths;
  const values = { place: files.name, count: paths.value.length, limit: MOST_FILES };
  return fail(problem(dataMessages, "data/too-many-files", { path: files.name }, values));
}

export const listFolders = (files: FileSource): Promise<Result<readonly string[]>> =>
  attempt(files.name, () => files.folders());

export const fileSize = (files: FileSource, path: string): Promise<Result<number>> =>
  attempt(path, () => files.size(path));

/** Bytes from `start` to `end`, as `FileSource.read`. */
export const readPart = (
  files: FileSource,
  path: string,
  start: number,
  end: number,
): Promise<Result<Uint8Array>> => attempt(path, () => files.read(path, start, end));

/** A whole file of at most `limit` bytes. */
export async function readFile(
  files: FileSource,
  path: string,
  limit = WHOLE_FILE_BYTES,
): Promise<Result<Uint8Array>> {
  const size = await fileSize(files, path);
  if (!size.ok) return size;
  if (size.value > limit) {
    const values = { path, bytes: size.value, limit };
    return fail(problem(dataMessages, "data/too-large", { path }, values));
  }
  return attempt(path, () => files.read(path, 0, size.value));
}

/** The bytes of a file, unpacked where it is gzip. */
export async function readUnpacked(files: FileSource, path: string): Promise<Result<Uint8Array>> {
  const bytes = await readFile(files, path);
  return bytes.ok && isGzip(bytes.value) ? gunzip(bytes.value, path) : bytes;
}
