/** The main process: wires windows, files and menus together. What can be decided without Electron is decided elsewhere. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { app, BrowserWindow, dialog, Menu, net, protocol, session } from "electron";
import { channel, type Platform } from "./contract.ts";
import { createDocuments } from "./files/documents.ts";
import { nodeFileSystem } from "./files/fileSystem.ts";
import { createOpenRequests, documentArguments } from "./files/openRequests.ts";
import { createRecentFiles } from "./files/recent.ts";
import { createRecovery, type Owner } from "./files/recovery.ts";
import { createWatcher } from "./files/watcher.ts";
import { handleMessages } from "./ipc.ts";
import { menuTemplate } from "./menu.ts";
import * as read from "./messages.ts";
import { DOCUMENT_ENDING, requestHandlers } from "./requests.ts";
import { dataSetAddresses, fetchDataSet } from "./security/dataSets.ts";
import { mayUse } from "./security/policy.ts";
import { HEADERS, respond, SCHEME } from "./security/protocol.ts";
import { chromiumSwitches } from "./security/switches.ts";
import { type EditorWindow, openWindow } from "./window.ts";

const WATCH_EVERY_MS = 2_000;
const platform: Platform =
  process.platform === "darwin" ? "mac" : process.platform === "win32" ? "windows" : "linux";

function prepare(): void {
  app.enableSandbox();
  for (const { name, value } of chromiumSwitches(
    process.platform,
    app.commandLine.getSwitchValue("enable-features"),
  )) {
    app.commandLine.appendSwitch(name, value);
  }
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

function secureSession(): void {
  const { defaultSession } = session;
  const root = join(__dirname, "..", "renderer");
  const mirror = app.commandLine.getSwitchValue("data-mirror") || undefined;
  defaultSession.protocol.handle(SCHEME, (request) => {
    const addresses = dataSetAddresses(new URL(request.url).pathname, mirror);
    return addresses === null
      ? respond(root, request.url, readFile)
      : fetchDataSet(
          addresses,
          request.headers.get("range"),
          (address, options) => net.fetch(address, options),
          HEADERS,
        );
  });
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(
      mayUse(permission, details.requestingUrl, "mediaTypes" in details ? (details.mediaTypes ?? []) : []),
    ),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    mayUse(permission, origin, mediaType === undefined ? [] : [mediaType]),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on("will-download", (event) => event.preventDefault());
}

function start(): void {
  const windows = new Map<Owner, EditorWindow>();
  const opening = createOpenRequests();
  const userData = app.getPath("userData");
  const recent = createRecentFiles(nodeFileSystem, join(userData, "recent.json"), Date.now);
  const documents = createDocuments({
    fs: nodeFileSystem,
    newToken: randomUUID,
    noteRecent: async (file, path) => {
      await recent.note(file, path);
      app.addRecentDocument(path);
    },
  });
  const { pathOf, tokenOf } = documents;
  const recovery = createRecovery({
    fs: nodeFileSystem,
    folder: join(userData, "recovery"),
    pathOf,
    tokenOf,
  });
  const watcher = createWatcher({
    everyMs: WATCH_EVERY_MS,
    // A file that is gone for the moment is noticed when it is saved.
    hasChanged: (token) => documents.hasChanged(token).catch(() => false),
    onError: (error) => console.error(error),
  });
  const send = (owner: Owner, name: "onMenu" | "onOpenFile" | "onFileChanged", value: unknown): void =>
    windows.get(owner)?.window.webContents.send(channel(name), value);
  const parentOf = (owner: Owner): BrowserWindow | undefined => windows.get(owner)?.window;
  const filters = [
    { name: "Layerloom", extensions: ["layerloom", "json"] },
    { name: "*", extensions: ["*"] },
  ];

  const requests = requestHandlers({
    documents,
    recent,
    recovery,
    dialogs: {
      async open(owner) {
        const options = { properties: ["openFile" as const], filters };
        const parent = parentOf(owner);
        const { filePaths } = await (parent === undefined
          ? dialog.showOpenDialog(options)
          : dialog.showOpenDialog(parent, options));
        return filePaths[0] ?? null;
      },
      async save(owner, suggestedName) {
        const isDocument = suggestedName.endsWith(DOCUMENT_ENDING);
        const options = { defaultPath: suggestedName, ...(isDocument ? { filters } : {}) };
        const parent = parentOf(owner);
        const { filePath } = await (parent === undefined
          ? dialog.showSaveDialog(options)
          : dialog.showSaveDialog(parent, options));
        return filePath === "" ? null : filePath;
      },
    },
  });
  handleMessages(requests, {
    ready: (owner) =>
      opening.deliverTo(
        (path) => void documents.open(path).then((opened) => send(owner, "onOpenFile", opened)),
      ),
    watch: (owner, [value]) => {
      const token = read.token(value);
      watcher.watch(token, () => send(owner, "onFileChanged", token));
    },
    unwatch: (_owner, [token]) => watcher.unwatch(read.token(token)),
    setMenu: (owner, [menu]) => {
      const template = menuTemplate(read.menu(menu), platform, (action) => send(owner, "onMenu", action));
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    },
    setWindowState: (owner, [title, unsaved]) =>
      windows.get(owner)?.setState(read.text(title, 1000), read.flag(unsaved)),
    answerClose: (owner, [mayClose]) => windows.get(owner)?.answerClose(read.flag(mayClose)),
  });

  const show = (): void => {
    const opened = openWindow({
      onClosed: (id) => {
        windows.delete(id);
        recovery.release(id);
      },
      onReload: recovery.release,
    });
    windows.set(opened.window.webContents.id, opened);
  };
  for (const path of documentArguments(process.argv.slice(1), process.cwd())) opening.add(path);
  app.on("open-file", (event, path) => {
    event.preventDefault();
    opening.add(path);
  });
  app.on("second-instance", (_event, args, folder) => {
    for (const path of documentArguments(args.slice(1), folder)) opening.add(path);
    const [first] = BrowserWindow.getAllWindows();
    if (first?.isMinimized() === true) first.restore();
    first?.focus();
  });
  app.on("activate", () => {
    if (windows.size === 0) show();
  });
  app.on("window-all-closed", () => {
    watcher.stop();
    app.quit();
  });
  void app.whenReady().then(() => {
    secureSession();
    show();
  });
}

if (app.requestSingleInstanceLock()) {
  prepare();
  start();
} else app.quit();
