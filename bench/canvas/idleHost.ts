/** A host without files: the benchmark neither opens nor saves anything. */
import type { HostApi } from "../../renderer/host/HostApi.ts";

const idle = (): void => undefined;
const never = (): Promise<never> => Promise.reject(new Error("The benchmark has no files."));

export const idleHost: HostApi = {
  kind: "browser",
  platform: "linux",
  openFile: never,
  openDropped: never,
  openRecent: never,
  reread: never,
  save: never,
  saveAs: never,
  exportFile: never,
  recentFiles: async () => [],
  forgetRecent: async () => undefined,
  watch: () => idle,
  recovery: {
    listOrphans: async () => [],
    claim: async () => null,
    write: async () => undefined,
    remove: async () => undefined,
  },
  onMenu: () => idle,
  setMenu: idle,
  onOpenFile: () => idle,
  onCloseRequested: () => idle,
  setWindowState: idle,
};
