/** What the main process and the interface say to each other. Types and names only; nothing here runs. */

export interface BridgeFile {
  /** Stands for a path that the main process alone knows. */
  readonly token: string;
  readonly name: string;
  /** For display. */
  readonly folder: string;
}
export interface BridgeText {
  readonly file: BridgeFile;
  readonly text: string;
}
export interface BridgeRecent extends BridgeFile {
  readonly openedAt: number;
}
export interface BridgeRecovery {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly savedAt: number;
  readonly file: BridgeFile | null;
}

export type FailureCode =
  | "changed-on-disk"
  | "missing"
  | "not-allowed"
  | "not-readable"
  | "not-writable"
  | "not-text"
  | "too-large";
export interface Failure {
  readonly code: FailureCode;
  readonly name: string;
  /** What the system says, in its own words. */
  readonly detail: string;
}
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export interface BridgeMenuItem {
  readonly action?: string;
  readonly label?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
}
export interface BridgeMenu {
  readonly menus: readonly { readonly label: string; readonly items: readonly BridgeMenuItem[] }[];
}

export type Platform = "mac" | "windows" | "linux";

/** What the preload puts on `window.layerloom`. */
export interface Bridge {
  readonly platform: Platform;
  /** From now on files that are opened from outside are handed over. */
  ready(): void;
  openFile(): Promise<Reply<BridgeText> | null>;
  /** A file that was dragged in; `null` for what is no file on a disk. */
  openDropped(file: File): Promise<Reply<BridgeText> | null>;
  openRecent(token: string): Promise<Reply<BridgeText>>;
  reread(token: string): Promise<Reply<BridgeText>>;
  save(token: string, text: string, overwrite: boolean): Promise<Reply<BridgeFile>>;
  saveAs(suggestedName: string, text: string): Promise<Reply<BridgeFile> | null>;
  exportFile(suggestedName: string, bytes: Uint8Array): Promise<Reply<boolean>>;
  recentFiles(): Promise<readonly BridgeRecent[]>;
  forgetRecent(token: string): Promise<void>;
  watch(token: string): void;
  unwatch(token: string): void;
  recoveryList(): Promise<readonly BridgeRecovery[]>;
  recoveryClaim(id: string): Promise<BridgeRecovery | null>;
  recoveryWrite(entry: BridgeRecovery): Promise<void>;
  recoveryRemove(id: string): Promise<void>;
  setMenu(menu: BridgeMenu): void;
  setWindowState(title: string, unsaved: boolean): void;
  answerClose(mayClose: boolean): void;
  onMenu(listener: (action: string) => void): () => void;
  onOpenFile(listener: (opened: Reply<BridgeText>) => void): () => void;
  onFileChanged(listener: (token: string) => void): () => void;
  onCloseRequested(listener: () => void): () => void;
}

/** Requests with an answer, by the name of the channel. */
export const REQUESTS = [
  "openFile",
  "openDropped",
  "openRecent",
  "reread",
  "save",
  "saveAs",
  "exportFile",
  "recentFiles",
  "forgetRecent",
  "recoveryList",
  "recoveryClaim",
  "recoveryWrite",
  "recoveryRemove",
] as const satisfies readonly (keyof Bridge)[];
/** Messages to the main process without an answer. */
export const MESSAGES = [
  "ready",
  "watch",
  "unwatch",
  "setMenu",
  "setWindowState",
  "answerClose",
] as const satisfies readonly (keyof Bridge)[];
/** Messages from the main process. */
export const EVENTS = [
  "onMenu",
  "onOpenFile",
  "onFileChanged",
  "onCloseRequested",
] as const satisfies readonly (keyof Bridge)[];

export type RequestName = (typeof REQUESTS)[number];
export type MessageName = (typeof MESSAGES)[number];
export type EventName = (typeof EVENTS)[number];

export const channel = (name: RequestName | MessageName | EventName): string => `layerloom/${name}`;
