/** A host in memory: a folder of texts, dialogs that answer what a test puts there, and two windows may share it. */
import { fail, ok } from "../../../engine/tensor/problem.ts";
import type {
  FileRef,
  HostApi,
  MenuModel,
  OpenedFile,
  RecoveryEntry,
} from "../../../renderer/host/HostApi.ts";
import { hostProblem } from "../../../renderer/host/messages.ts";

export interface FakeHost extends HostApi {
  readonly disk: Map<string, string>;
  readonly entries: Map<string, RecoveryEntry>;
  /** What the next open or save dialog answers; `null` closes it. */
  answer: string | null;
  /** Pretends that another program wrote the file. */
  changeBehind(name: string, text: string): void;
  /** The next write fails. */
  full: boolean;
  readonly windowStates: { readonly title: string; readonly unsaved: boolean }[];
  readonly menus: MenuModel[];
  readonly saves: string[];
}

export function createFakeHost(): FakeHost {
  const disk = new Map<string, string>();
  const known = new Map<string, string>();
  const watchers = new Map<string, () => void>();
  const fileOf = (name: string): FileRef => ({ token: name, name, writable: true });
  const read = (name: string) => {
    const text = disk.get(name);
    if (text === undefined) return fail(hostProblem("host/missing", { name }));
    known.set(name, text);
    return ok<OpenedFile>({ file: fileOf(name), text });
  };
  const write = (name: string, text: string) => {
    host.saves.push(name);
    if (host.full) return fail(hostProblem("host/not-writable", { name, detail: "No space" }));
    disk.set(name, text);
    known.set(name, text);
    return ok(fileOf(name));
  };
  const host: FakeHost = {
    kind: "browser",
    platform: "linux",
    disk,
    entries: new Map(),
    answer: null,
    full: false,
    windowStates: [],
    menus: [],
    saves: [],
    changeBehind(name, text) {
      disk.set(name, text);
      watchers.get(name)?.();
    },
    openFile: async () => (host.answer === null ? null : read(host.answer)),
    openDropped: async () => null,
    openRecent: async (token) => read(token),
    reread: async (file) => read(file.name),
    async save(file, text, overwrite = false) {
      const changed = known.has(file.name) && disk.get(file.name) !== known.get(file.name);
      if (changed && !overwrite) return fail(hostProblem("host/changed-on-disk", { name: file.name }));
      return write(file.name, text);
    },
    saveAs: async (_name, text) => (host.answer === null ? null : write(host.answer, text)),
    exportFile: async () => ok(true),
    recentFiles: async () => [...disk.keys()].map((name) => ({ ...fileOf(name), openedAt: 1 })),
    forgetRecent: async (token) => void disk.delete(token),
    watch(file, onChange) {
      watchers.set(file.name, onChange);
      return () => watchers.delete(file.name);
    },
    recovery: {
      listOrphans: async () => [...host.entries.values()],
      claim: async (id) => host.entries.get(id) ?? null,
      write: async (entry) => void host.entries.set(entry.id, entry),
      remove: async (id) => void host.entries.delete(id),
    },
    onMenu: () => () => undefined,
    setMenu: (menu) => void host.menus.push(menu),
    onOpenFile: () => () => undefined,
    onCloseRequested: () => () => undefined,
    setWindowState: (state) => void host.windowStates.push(state),
  };
  return host;
}
