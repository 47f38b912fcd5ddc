/** What a page in the window may do: show itself, and write to the clipboard when a person copies. */
import { ORIGIN, START_URL } from "./protocol.ts";

/** Options of every window. The preload is the only code that sees both sides. */
export const webPreferences = (preload: string) =>
  ({
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  }) as const;

const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** For the request handler and the check handler alike: Electron grants what is not refused. */
export const mayUse = (permission: string, address: string, media: readonly string[] = []): boolean =>
  (ALLOWED_PERMISSIONS.has(permission) || isCamera(permission, media)) &&
  (address === ORIGIN || address.startsWith(`${ORIGIN}/`));

/** The camera, which the page opens when a person presses for it; never the microphone or the screen. */
const isCamera = (permission: string, media: readonly string[]): boolean =>
  permission === "media" && media.length > 0 && media.every((kind) => kind === "video");

/** The page only ever loads itself again. */
export const mayNavigate = (address: string): boolean => address.split(/[?#]/)[0] === START_URL;

/** Pages of papers and books that explain a layer or a model; opened in the person's browser. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  "arxiv.org",
  "d2l.ai",
  "doi.org",
  "pytorch.org",
  "docs.pytorch.org",
  "en.wikipedia.org",
  "zh.wikipedia.org",
  "papers.nips.cc",
  "proceedings.neurips.cc",
  "openaccess.thecvf.com",
  "yann.lecun.com",
]);
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username } = new URL(address);
  return protocol === "https:" && username === "" && EXTERNAL_HOSTS.has(host);
}

/** Only our own page in its main frame may send messages. */
export const isOwnFrame = (frame: { readonly url: string; readonly parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && mayNavigate(frame.url);
