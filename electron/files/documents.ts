/** Reading and writing the files that a person chose. The interface knows tokens; paths stay here. */
import { basename, dirname, extname } from "node:path";
import type { BridgeFile, BridgeText, Failure, FailureCode, Reply } from "../contract.ts";
import { codeOf, describe } from "./errors.ts";
import type { FileSystem, Stamp } from "./fileSystem.ts";

/** A document is at most this large; the interface holds the same limit. */
export const DOCUMENT_BYTES = 32 * 1024 * 1024;

export interface DocumentsPorts {
  readonly fs: FileSystem;
  readonly newToken: () => string;
  /** Writes what was opened or saved into the list of recent files. */
  readonly noteRecent: (file: BridgeFile, path: string) => Promise<void>;
}

export interface Documents {
  tokenOf(path: string): BridgeFile;
  adopt(token: string, path: string): void;
  pathOf(token: string): string | null;
  open(path: string): Promise<Reply<BridgeText>>;
  reread(token: string): Promise<Reply<BridgeText>>;
  save(token: string, text: string, overwrite: boolean): Promise<Reply<BridgeFile>>;
  saveTo(path: string, text: string): Promise<Reply<BridgeFile>>;
  exportTo(path: string, bytes: Uint8Array): Promise<Reply<boolean>>;
  /** Whether the file differs from what was last read or written here. */
  hasChanged(token: string): Promise<boolean>;
}

export const failed = (
  code: FailureCode,
  name: string,
  detail = "",
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: { code, name, detail },
});

const FALLBACK: Readonly<Record<string, FailureCode>> = {
  ENOENT: "missing",
  EACCES: "not-allowed",
  EPERM: "not-allowed",
};
const failure = (error: unknown, name: string, otherwise: FailureCode) =>
  failed(FALLBACK[codeOf(error)] ?? otherwise, name, describe(error));

const sameStamp = (a: Stamp, b: Stamp): boolean => a.modifiedMs === b.modifiedMs && a.size === b.size;

/** The dialog of some desktops adds no ending by itself. */
export const withEnding = (path: string, ending: string): string =>
  extname(path) === "" ? `${path}${ending}` : path;

export function createDocuments({ fs, newToken, noteRecent }: DocumentsPorts): Documents {
  const paths = new Map<string, string>();
  const tokens = new Map<string, string>();
  const stamps = new Map<string, Stamp>();

  const adopt = (token: string, path: string): void => {
    if (tokens.has(path) || paths.has(token)) return;
    paths.set(token, path);
    tokens.set(path, token);
  };
  const tokenOf = (path: string): BridgeFile => {
    if (!tokens.has(path)) adopt(newToken(), path);
    return { token: tokens.get(path) ?? "", name: basename(path), folder: dirname(path) };
  };
  const read = async (path: string): Promise<Reply<string>> => {
    const name = basename(path);
    try {
      const stamp = await fs.stamp(path);
      if (stamp.size > DOCUMENT_BYTES) return failed("too-large", name, String(stamp.size));
      const bytes = await fs.read(path);
      stamps.set(path, stamp);
      return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch (error) {
      // The decoder throws a TypeError, the file system throws errors with a code.
      if (error instanceof TypeError && codeOf(error) === "ERR_ENCODING_INVALID_ENCODED_DATA") {
        return failed("not-text", name);
      }
      return failure(error, name, "not-readable");
    }
  };
  const open = async (path: string): Promise<Reply<BridgeText>> => {
    const text = await read(path);
    if (!text.ok) return text;
    const file = tokenOf(path);
    await noteRecent(file, path);
    return { ok: true, value: { file, text: text.value } };
  };
  const write = async (path: string, content: string | Uint8Array): Promise<Reply<BridgeFile>> => {
    try {
      await fs.writeWhole(path, content);
      stamps.set(path, await fs.stamp(path));
      return { ok: true, value: tokenOf(path) };
    } catch (error) {
      return failure(error, basename(path), "not-writable");
    }
  };
  const hasChanged = async (path: string): Promise<boolean> => {
    const before = stamps.get(path);
    return before !== undefined && !sameStamp(before, await fs.stamp(path));
  };
  const saveTo = async (path: string, text: string): Promise<Reply<BridgeFile>> => {
    const saved = await write(path, text);
    if (saved.ok) await noteRecent(saved.value, path);
    return saved;
  };

  return {
    tokenOf,
    adopt,
    pathOf: (token) => paths.get(token) ?? null,
    open,
    async reread(token) {
      const path = paths.get(token);
      return path === undefined ? failed("missing", "") : open(path);
    },
    async save(token, text, overwrite) {
      const path = paths.get(token);
      if (path === undefined) return failed("missing", "");
      try {
        if (!overwrite && (await hasChanged(path))) return failed("changed-on-disk", basename(path));
      } catch (error) {
        // A file that was moved away is written anew at its place.
        if (codeOf(error) !== "ENOENT") return failure(error, basename(path), "not-writable");
      }
      return saveTo(path, text);
    },
    saveTo,
    async exportTo(path, bytes) {
      const written = await write(path, bytes);
      return written.ok ? { ok: true, value: true } : written;
    },
    async hasChanged(token) {
      const path = paths.get(token);
      return path !== undefined && hasChanged(path);
    },
  };
}
