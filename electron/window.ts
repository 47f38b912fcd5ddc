/** The window of the editor. */
import { join } from "node:path";
import { BrowserWindow, dialog, shell } from "electron";
import { channel } from "./contract.ts";
import { mayNavigate, mayOpenExternally, webPreferences } from "./security/policy.ts";
import { START_URL } from "./security/protocol.ts";

export interface EditorWindow {
  readonly window: BrowserWindow;
  setState(title: string, unsaved: boolean): void;
  answerClose(mayClose: boolean): void;
}

export interface WindowEvents {
  readonly onClosed: (id: number) => void;
  /** The page begins anew and has forgotten what it had open. */
  readonly onReload: (id: number) => void;
}

export function openWindow({ onClosed, onReload }: WindowEvents): EditorWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    backgroundColor: "#161a21",
    title: "Layerloom",
    webPreferences: webPreferences(join(__dirname, "preload.cjs")),
  });
  const { id } = window.webContents;
  let unsaved = false;

  window.once("ready-to-show", () => window.show());
  window.on("closed", () => onClosed(id));
  window.on("page-title-updated", (event) => event.preventDefault()); // the interface sets it by a message
  window.on("close", (event) => {
    // A page that is gone cannot ask; what it had is in the recovery store.
    if (!unsaved || window.webContents.isCrashed()) return;
    event.preventDefault();
    window.webContents.send(channel("onCloseRequested"));
  });
  window.webContents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onReload(id);
  });
  guard(window);
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    const buttons = ["Reload", "Close"];
    const message = "The editor ended unexpectedly. Unsaved work is offered again after the reload.";
    void dialog
      .showMessageBox(window, { type: "error", message, detail: reason, buttons })
      .then(({ response }) => {
        if (response === 0) window.webContents.reload();
        else window.destroy();
      });
  });
  void window.loadURL(START_URL);
  return {
    window,
    setState(title, nowUnsaved) {
      unsaved = nowUnsaved;
      window.setTitle(title);
      window.setDocumentEdited(nowUnsaved);
    },
    answerClose(mayClose) {
      if (mayClose) window.destroy();
    },
  };
}

/** The page stays the page: no navigation, no new windows, no webviews. */
function guard({ webContents }: BrowserWindow): void {
  webContents.on("will-navigate", (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  webContents.on("will-redirect", (event) => event.preventDefault());
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternally(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
}
