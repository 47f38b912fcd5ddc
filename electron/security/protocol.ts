/** `app://layerloom/...`: the built interface, and nothing outside it. */
import { join, resolve, sep } from "node:path";

export const SCHEME = "app";
export const HOST = "layerloom";
export const START_URL = `${SCHEME}://${HOST}/index.html`;
export const ORIGIN = `${SCHEME}://${HOST}`;

export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "worker-src 'self'",
  "connect-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

const MIME_TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  wasm: "application/wasm",
};

/** The file behind an address, or `null` for another host and for anything that leads out of `root`. */
export function resolveUrl(root: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${SCHEME}:` || url.host !== HOST) return null;
  const path = decode(url.pathname);
  if (path === null || /[\0\\]/.test(path)) return null;
  const file = resolve(join(root, path === "/" ? "index.html" : path));
  return file.startsWith(resolve(root) + sep) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

export function responseHeaders(file: string): Readonly<Record<string, string>> {
  const ending = file.slice(file.lastIndexOf(".") + 1).toLowerCase();
  return { ...HEADERS, "Content-Type": MIME_TYPES[ending] ?? "application/octet-stream" };
}

/** Reads a file of the interface as a response. */
export async function respond(
  root: string,
  address: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<Response> {
  const file = resolveUrl(root, address);
  if (file === null) return new Response("Not found", { status: 404, headers: HEADERS });
  try {
    const bytes = await read(file);
    return new Response(new Uint8Array(bytes), { headers: responseHeaders(file) });
  } catch (error) {
    const missing =
      error instanceof Error &&
      "code" in error &&
      ["ENOENT", "EISDIR", "ENOTDIR"].includes(String(error.code));
    return new Response(missing ? "Not found" : "Not readable", {
      status: missing ? 404 : 500,
      headers: HEADERS,
    });
  }
}
