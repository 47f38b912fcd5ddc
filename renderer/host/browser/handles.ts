/** Files behind tokens, and what they looked like when they were last read or written here. */
import { LIMITS } from "../../../engine/tensor/limits.ts";
import { fail, ok, type Result } from "../../../engine/tensor/problem.ts";
import type { FileRef, OpenedFile } from "../HostApi.ts";
import { hostProblem } from "../messages.ts";

export interface Stamp {
  readonly lastModified: number;
  readonly size: number;
}
export const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a.lastModified === b.lastModified && a.size === b.size;

interface Known {
  readonly file: FileRef;
  readonly handle: FileSystemFileHandle;
  readonly stamp: Stamp | null;
}

export interface Handles {
  /** The same file gives the same token. */
  remember(handle: FileSystemFileHandle): Promise<FileRef>;
  adopt(file: FileRef, handle: FileSystemFileHandle): void;
  handleOf(file: FileRef): FileSystemFileHandle | null;
  stampOf(file: FileRef): Stamp | null;
  setStamp(file: FileRef, stamp: Stamp): void;
  read(file: FileRef): Promise<Result<OpenedFile>>;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;

/** The text of a file, within the limits and strictly UTF-8. */
export async function readText(name: string, blob: Blob): Promise<Result<string>> {
  if (blob.size > LIMITS.documentBytes) {
    return fail(hostProblem("host/too-large", { name, size: blob.size, limit: LIMITS.documentBytes }));
  }
  try {
    const bytes = await blob.arrayBuffer();
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return fail(hostProblem("host/not-text", { name }));
    return fail(hostProblem("host/not-readable", { name, detail: describe(error) }));
  }
}

export function failedAccess(name: string, error: unknown, writing: boolean): Result<never> {
  if (isNamed(error, "NotFoundError")) return fail(hostProblem("host/missing", { name }));
  if (isNamed(error, "NotAllowedError")) return fail(hostProblem("host/not-allowed", { name }));
  const code = writing ? "host/not-writable" : "host/not-readable";
  return fail(hostProblem(code, { name, detail: describe(error) }));
}

export function createHandles(newId: () => string): Handles {
  const known = new Map<string, Known>();
  const find = async (handle: FileSystemFileHandle): Promise<Known | null> => {
    for (const entry of known.values()) if (await entry.handle.isSameEntry(handle)) return entry;
    return null;
  };
  const setStamp = (file: FileRef, { lastModified, size }: Stamp): void => {
    const entry = known.get(file.token);
    if (entry !== undefined) known.set(file.token, { ...entry, stamp: { lastModified, size } });
  };
  return {
    async remember(handle) {
      const found = await find(handle);
      if (found !== null) return found.file;
      const file: FileRef = { token: newId(), name: handle.name, writable: true };
      known.set(file.token, { file, handle, stamp: null });
      return file;
    },
    adopt(file, handle) {
      if (!known.has(file.token)) known.set(file.token, { file, handle, stamp: null });
    },
    handleOf: (file) => known.get(file.token)?.handle ?? null,
    stampOf: (file) => known.get(file.token)?.stamp ?? null,
    setStamp,
    async read(file) {
      const handle = known.get(file.token)?.handle;
      if (handle === undefined) return fail(hostProblem("host/missing", { name: file.name }));
      try {
        if ((await handle.requestPermission?.({ mode: "read" })) === "denied") {
          return fail(hostProblem("host/not-allowed", { name: file.name }));
        }
        const blob = await handle.getFile();
        const text = await readText(file.name, blob);
        if (!text.ok) return text;
        setStamp(file, blob);
        return ok({ file, text: text.value });
      } catch (error) {
        return failedAccess(file.name, error, false);
      }
    },
  };
}
