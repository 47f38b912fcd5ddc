/**
 * What the interface needs of the place it runs in: files, recovery, windows. Implemented over Electron's preload and
 * over a browser's own means. File contents are text or bytes here; nobody on this side names a path.
 */
import type { Result } from "../../engine/tensor/problem.ts";

/** A file a person chose. `token` means something to the host alone. */
export interface FileRef {
  readonly token: string;
  readonly name: string;
  /** The folder, for display only; absent where the host does not tell. */
  readonly folder?: string;
  /** Whether `save` writes into this very file; otherwise saving downloads a copy. */
  readonly writable: boolean;
}

export interface OpenedFile {
  readonly file: FileRef;
  readonly text: string;
}

export interface RecentFile extends FileRef {
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

/** Unsaved work of one tab, kept apart from the person's own files. */
export interface RecoveryEntry {
  readonly id: string;
  readonly title: string;
  /** The serialised document. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly file: FileRef | null;
}

export interface RecoveryApi {
  /** Work that no living window owns, newest first. */
  listOrphans(): Promise<readonly RecoveryEntry[]>;
  /** Makes an orphan this window's own; `null` when another window was faster. */
  claim(id: string): Promise<RecoveryEntry | null>;
  /** Replaces the entry as a whole: a reader sees the old or the new one. */
  write(entry: RecoveryEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface MenuItem {
  /** Id of an action, or absent for a separator. */
  readonly action?: string;
  readonly label?: string;
  /** Electron's notation, for example `CmdOrCtrl+Shift+S`. Shown only: keys are handled by the interface. */
  readonly accelerator?: string;
  readonly enabled?: boolean;
}
export interface MenuModel {
  readonly menus: readonly { readonly label: string; readonly items: readonly MenuItem[] }[];
}

export type Unsubscribe = () => void;

export interface HostApi {
  readonly kind: "electron" | "browser";
  readonly platform: "mac" | "windows" | "linux";

  /** `null` when the person closed the dialog. */
  openFile(): Promise<Result<OpenedFile> | null>;
  /** A file dragged into the window. */
  openDropped(item: DataTransferItem): Promise<Result<OpenedFile> | null>;
  openRecent(token: string): Promise<Result<OpenedFile>>;
  /** Reads a file again, after it changed on disk. */
  reread(file: FileRef): Promise<Result<OpenedFile>>;
  /**
   * Writes as a whole or not at all. Refused with `changed-on-disk` when another program changed the file since it was
   * read or written here, unless `overwrite`.
   */
  save(file: FileRef, text: string, overwrite?: boolean): Promise<Result<FileRef>>;
  saveAs(suggestedName: string, text: string): Promise<Result<FileRef> | null>;
  /**
   * A picture, an export: asks for a place and writes. `false` when the person closed the dialog. What is large comes as a
   * blob, whose bytes need not be in memory.
   */
  exportFile(suggestedName: string, mimeType: string, content: Uint8Array | Blob): Promise<Result<boolean>>;

  recentFiles(): Promise<readonly RecentFile[]>;
  forgetRecent(token: string): Promise<void>;
  /** Calls back when another program changes the file. */
  watch(file: FileRef, onChange: () => void): Unsubscribe;

  readonly recovery: RecoveryApi;

  /** Actions chosen in a native menu, by id. */
  onMenu(listener: (action: string) => void): Unsubscribe;
  setMenu(menu: MenuModel): void;
  /** Files opened from outside: double-clicked, dropped on the icon, named on the command line. */
  onOpenFile(listener: (opened: Result<OpenedFile>) => void): Unsubscribe;
  /** The window is about to close; resolves to whether it may. */
  onCloseRequested(listener: () => Promise<boolean>): Unsubscribe;
  /** Title of the window, and whether closing loses work. */
  setWindowState(state: { readonly title: string; readonly unsaved: boolean }): void;
}
