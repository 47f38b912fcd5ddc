/** The host behind Electron's preload: files by token, native menus, recovery in the program's own folder. */
import type { Bridge, BridgeFile, BridgeText, Reply } from "../../electron/contract.ts";
import { LIMITS } from "../../engine/tensor/limits.ts";
import { fail, ok, type Result } from "../../engine/tensor/problem.ts";
import type { FileRef, HostApi, OpenedFile, RecoveryEntry } from "./HostApi.ts";
import { hostProblem } from "./messages.ts";

const fileOf = ({ token, name, folder }: BridgeFile): FileRef => ({ token, name, folder, writable: true });
const bridgeFileOf = ({ token, name, folder = "" }: FileRef): BridgeFile => ({ token, name, folder });

function resultOf<T, U>(reply: Reply<T>, map: (value: T) => U): Result<U> {
  if (reply.ok) return ok(map(reply.value));
  const { code, name, detail } = reply.failure;
  return fail(hostProblem(`host/${code}`, { name, detail, size: detail, limit: LIMITS.documentBytes }));
}
const openedOf = (reply: Reply<BridgeText>): Result<OpenedFile> =>
  resultOf(reply, ({ file, text }) => ({ file: fileOf(file), text }));

type BridgeEntry = Awaited<ReturnType<Bridge["recoveryList"]>>[number];
const entryOf = ({ file, ...rest }: BridgeEntry): RecoveryEntry => ({
  ...rest,
  file: file === null ? null : fileOf(file),
});

export const createElectronHost = (bridge: Bridge): HostApi => ({
  kind: "electron",
  platform: bridge.platform,
  async openFile() {
    const reply = await bridge.openFile();
    return reply === null ? null : openedOf(reply);
  },
  async openDropped(item) {
    const file = item.getAsFile();
    const reply = file === null ? null : await bridge.openDropped(file);
    return reply === null ? null : openedOf(reply);
  },
  openRecent: async (token) => openedOf(await bridge.openRecent(token)),
  reread: async (file) => openedOf(await bridge.reread(file.token)),
  save: async (file, text, overwrite = false) =>
    resultOf(await bridge.save(file.token, text, overwrite), fileOf),
  async saveAs(suggestedName, text) {
    const reply = await bridge.saveAs(suggestedName, text);
    return reply === null ? null : resultOf(reply, fileOf);
  },
  async exportFile(suggestedName, _mimeType, content) {
    const bytes = content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
    return resultOf(await bridge.exportFile(suggestedName, bytes), (written) => written);
  },
  recentFiles: async () =>
    (await bridge.recentFiles()).map((recent) => ({ ...fileOf(recent), openedAt: recent.openedAt })),
  forgetRecent: (token) => bridge.forgetRecent(token),
  watch(file, onChange) {
    const end = bridge.onFileChanged((token) => {
      if (token === file.token) onChange();
    });
    bridge.watch(file.token);
    return () => {
      end();
      bridge.unwatch(file.token);
    };
  },
  recovery: {
    listOrphans: async () => (await bridge.recoveryList()).map(entryOf),
    async claim(id) {
      const entry = await bridge.recoveryClaim(id);
      return entry === null ? null : entryOf(entry);
    },
    write: ({ file, ...entry }) =>
      bridge.recoveryWrite({ ...entry, file: file === null ? null : bridgeFileOf(file) }),
    remove: (id) => bridge.recoveryRemove(id),
  },
  onMenu: (listener) => bridge.onMenu(listener),
  setMenu: (menu) => bridge.setMenu(menu),
  onOpenFile(listener) {
    const end = bridge.onOpenFile((reply) => listener(openedOf(reply)));
    bridge.ready();
    return end;
  },
  onCloseRequested: (listener) =>
    bridge.onCloseRequested(() => {
      void listener().then((mayClose) => bridge.answerClose(mayClose));
    }),
  setWindowState: ({ title, unsaved }) => bridge.setWindowState(title, unsaved),
});
