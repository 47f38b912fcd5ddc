/** The only bridge between the interface and the main process: named functions, never Electron's own objects. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { type Bridge, channel, type EventName, type MessageName, type RequestName } from "./contract.ts";

// The main process answers with what the contract says; nothing else can answer.
const request = <N extends RequestName>(name: N, ...args: readonly unknown[]): ReturnType<Bridge[N]> =>
  ipcRenderer.invoke(channel(name), ...args) as ReturnType<Bridge[N]>;
const tell = (name: MessageName, ...args: readonly unknown[]): void =>
  ipcRenderer.send(channel(name), ...args);

function listen<T>(name: EventName, listener: (value: T) => void): () => void {
  // The event itself holds the sender and must not reach the page.
  const forward = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel(name), forward);
  return () => ipcRenderer.removeListener(channel(name), forward);
}

const bridge: Bridge = {
  platform: process.platform === "darwin" ? "mac" : process.platform === "win32" ? "windows" : "linux",
  ready: () => tell("ready"),
  openFile: () => request("openFile"),
  openDropped: (file) => request("openDropped", webUtils.getPathForFile(file)),
  openRecent: (token) => request("openRecent", token),
  reread: (token) => request("reread", token),
  save: (token, text, overwrite) => request("save", token, text, overwrite),
  saveAs: (suggestedName, text) => request("saveAs", suggestedName, text),
  exportFile: (suggestedName, bytes) => request("exportFile", suggestedName, bytes),
  recentFiles: () => request("recentFiles"),
  forgetRecent: (token) => request("forgetRecent", token),
  watch: (token) => tell("watch", token),
  unwatch: (token) => tell("unwatch", token),
  recoveryList: () => request("recoveryList"),
  recoveryClaim: (id) => request("recoveryClaim", id),
  recoveryWrite: (entry) => request("recoveryWrite", entry),
  recoveryRemove: (id) => request("recoveryRemove", id),
  setMenu: (menu) => tell("setMenu", menu),
  setWindowState: (title, unsaved) => tell("setWindowState", title, unsaved),
  answerClose: (mayClose) => tell("answerClose", mayClose),
  onMenu: (listener) => listen("onMenu", listener),
  onOpenFile: (listener) => listen("onOpenFile", listener),
  onFileChanged: (listener) => listen("onFileChanged", listener),
  onCloseRequested: (listener) => listen<undefined>("onCloseRequested", () => listener()),
};

contextBridge.exposeInMainWorld("layerloom", bridge);
