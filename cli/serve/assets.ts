/** Files below one folder, by the path of a request. */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { cacheControl, mimeType } from "./headers.ts";

export interface Asset {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
}

type Encoding = "br" | "gzip";
const SUFFIX: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/** The encodings a browser takes, best first; `q=0` refuses one. */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  const accepted = new Set(
    (header ?? "")
      .split(",")
      .map((part) => part.trim().split(/\s*;\s*/))
      .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ""))
      .map(([name]) => name),
  );
  return (["br", "gzip"] as const).filter((encoding) => accepted.has(encoding));
}

/** A file below `root`, or `null`: nothing outside it can be named, not by `..`, not by a symbolic link. */
export async function containedFile(root: string, path: string): Promise<string | null> {
  const decoded = decode(path);
  if (decoded === null || /[\0\\]/.test(decoded)) return null;
  const named = join(root, decoded.endsWith("/") ? `${decoded}index.html` : decoded);
  try {
    const [base, file] = await Promise.all([realpath(root), realpath(named)]);
    if (!file.startsWith(base + sep) || !(await stat(file)).isFile()) return null;
    return file;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

const MISSING = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"]);
const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && MISSING.has(error.code);

/** The file in the best encoding that was prepared when the interface was built. */
export async function loadAsset(
  root: string,
  path: string,
  acceptEncoding: string | undefined,
): Promise<Asset | null> {
  const file = await containedFile(root, path);
  if (file === null) return null;
  for (const encoding of acceptedEncodings(acceptEncoding)) {
    const prepared = await containedFile(
      root,
      `${path.endsWith("/") ? `${path}index.html` : path}${SUFFIX[encoding]}`,
    );
    if (prepared !== null) return asset(file, await readFile(prepared), encoding);
  }
  return asset(file, await readFile(file), null);
}

function asset(file: string, bytes: Buffer, encoding: Encoding | null): Asset {
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const headers = {
    "Content-Type": mimeType(file),
    "Content-Length": String(bytes.length),
    "Cache-Control": cacheControl(file.replaceAll(sep, "/")),
    Vary: "Accept-Encoding",
    ETag: etag,
    ...(encoding === null ? {} : { "Content-Encoding": encoding }),
  };
  return { bytes, headers, etag };
}
