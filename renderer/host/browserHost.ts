/** The host that a browser makes: its file pickers, IndexedDB for what must survive, downloads where nothing else works. */
import { fail, ok } from "../../engine/tensor/problem.ts";
import { createDatabase } from "./browser/database.ts";
import { createHandles, isNamed, sameStamp } from "./browser/handles.ts";
import { download, openUploaded, pickToOpen, pickToSave, writeFile } from "./browser/pickers.ts";
import { createRecentFiles } from "./browser/recent.ts";
import { createBrowserRecovery } from "./browser/recovery.ts";
import { DOCUMENT_MIME_TYPE, safeFileName } from "./fileNames.ts";
import type { FileRef, HostApi } from "./HostApi.ts";
import { hostProblem } from "./messages.ts";

const WATCH_EVERY_MS = 2_000;

export async function createBrowserHost(): Promise<HostApi> {
  const newId = (): string => crypto.randomUUID();
  const database = createDatabase(indexedDB);
  const handles = createHandles(newId);
  const recent = createRecentFiles(database, Date.now);
  const recovery = await createBrowserRecovery({
    database,
    locks: navigator.locks,
    windowId: newId(),
    handleOf: handles.handleOf,
    adopt: handles.adopt,
  });
  let unsaved = false;
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  const noteRecent = async (file: FileRef): Promise<void> => {
    const handle = handles.handleOf(file);
    if (handle !== null) await recent.note(file, handle);
  };
  const openHandle = async (handle: FileSystemFileHandle): ReturnType<HostApi["openRecent"]> => {
    const opened = await handles.read(await handles.remember(handle));
    if (opened.ok) await noteRecent(opened.value.file);
    return opened;
  };
  const openEither = (source: FileSystemFileHandle | File): ReturnType<HostApi["openRecent"]> =>
    source instanceof File ? openUploaded(source, newId) : openHandle(source);
  const downloaded = (name: string, text: string): FileRef => {
    download(name, text, DOCUMENT_MIME_TYPE);
    return { token: newId(), name: safeFileName(name), writable: false };
  };

  return {
    kind: "browser",
    platform: /Mac/.test(navigator.platform) ? "mac" : /Win/.test(navigator.platform) ? "windows" : "linux",
    async openFile() {
      const source = await pickToOpen();
      return source === null ? null : openEither(source);
    },
    async openDropped(item) {
      const uploaded = item.getAsFile();
      const handle = (await item.getAsFileSystemHandle?.()) ?? null;
      if (handle instanceof FileSystemFileHandle) return openHandle(handle);
      return uploaded === null ? null : openUploaded(uploaded, newId);
    },
    async openRecent(token) {
      const found = await recent.find(token);
      if (found === null) return fail(hostProblem("host/missing", { name: "" }));
      return openHandle(found.handle);
    },
    reread: (file) => handles.read(file),
    async save(file, text, overwrite = false) {
      if (!file.writable) return ok(downloaded(file.name, text));
      const written = await writeFile(handles, file, text, overwrite);
      if (written.ok) await noteRecent(file);
      return written;
    },
    async saveAs(suggestedName, text) {
      const handle = await pickToSave(suggestedName);
      if (handle === null) return null;
      if (handle === "unsupported") return ok(downloaded(suggestedName, text));
      const file = await handles.remember(handle);
      const written = await writeFile(handles, file, text, true);
      if (written.ok) await noteRecent(file);
      return written;
    },
    async exportFile(suggestedName, mimeType, given) {
      const content = given instanceof Blob ? given : new Uint8Array(given);
      const handle = await pickToSave(suggestedName, mimeType);
      if (handle === null) return ok(false);
      if (handle === "unsupported") {
        download(suggestedName, content, mimeType);
        return ok(true);
      }
      const written = await writeFile(handles, await handles.remember(handle), content, true);
      return written.ok ? ok(true) : written;
    },
    recentFiles: () => recent.list(),
    forgetRecent: (token) => recent.forget(token),
    watch(file, onChange) {
      const handle = handles.handleOf(file);
      if (handle === null) return () => undefined;
      return watchHandle(handle, () => handles.stampOf(file), onChange);
    },
    recovery,
    // A browser has no native menu and opens no files from outside; before closing it asks by itself.
    onMenu: () => () => undefined,
    setMenu: () => undefined,
    onOpenFile: () => () => undefined,
    onCloseRequested: () => () => undefined,
    setWindowState(state) {
      document.title = state.title;
      unsaved = state.unsaved;
    },
  };
}

/** Looks at the file now and then, while the window is in sight. */
function watchHandle(
  handle: FileSystemFileHandle,
  known: () => { readonly lastModified: number; readonly size: number } | null,
  onChange: () => void,
): () => void {
  let reported: number | null = null;
  const look = async (): Promise<void> => {
    const stamp = known();
    if (document.hidden || stamp === null) return;
    if ((await handle.queryPermission?.({ mode: "read" })) === "prompt") return;
    try {
      const now = await handle.getFile();
      if (sameStamp(now, stamp) || now.lastModified === reported) return;
      reported = now.lastModified;
      onChange();
    } catch (error) {
      // A file that is gone is noticed when it is saved; a moment of being replaced is no change.
      if (!isNamed(error, "NotFoundError") && !isNamed(error, "NotReadableError")) throw error;
    }
  };
  const timer = setInterval(() => void look(), WATCH_EVERY_MS);
  return () => clearInterval(timer);
}
