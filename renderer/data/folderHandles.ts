/// <reference path="../host/browser/fileSystemAccess.d.ts" />
/** Folders of data that a person chose, kept over a reload: the browser asks again before they are read. */
import type { DataRequest } from "../../engine/worker/values.ts";
import { type ChosenFile, requestOf } from "./chosenFiles.ts";

export interface FolderHandles {
  /** Lets the person choose a folder; `null` where they closed the dialog or nothing was in it. */
  choose(): Promise<DataRequest | null>;
  /** The folder that this source was opened from before, where the person still lets us read it; otherwise `null`. */
  again(source: string): Promise<DataRequest | null>;
}

const DATABASE = "layerloom-folders";
const FOLDERS = "folders";

const answered = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("The browser's database refused a request."));
  });

async function filesBelow(folder: FileSystemDirectoryHandle, prefix = ""): Promise<readonly ChosenFile[]> {
  const found: ChosenFile[] = [];
  for await (const handle of folder.values()) {
    const path = `${prefix}${handle.name}`;
    if (handle.kind === "file") found.push({ path, file: await handle.getFile() });
    else found.push(...(await filesBelow(handle, `${path}/`)));
  }
  return found;
}

const requestFor = async (folder: FileSystemDirectoryHandle): Promise<DataRequest | null> =>
  requestOf({ name: folder.name, files: await filesBelow(folder) });

/** Asks only where a person's click is still fresh; the browser refuses otherwise. */
async function mayRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  if (folder.queryPermission === undefined || folder.requestPermission === undefined) return true;
  if ((await folder.queryPermission({ mode: "read" })) === "granted") return true;
  try {
    return (await folder.requestPermission({ mode: "read" })) === "granted";
  } catch (error) {
    if (error instanceof DOMException) return false; // no fresh click
    throw error;
  }
}

/** `null` where the browser has no such dialog. */
export function createFolderHandles(
  databases: IDBFactory,
  pick: (() => Promise<FileSystemDirectoryHandle>) | undefined,
): FolderHandles | null {
  if (pick === undefined) return null;
  const folders = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    const opening = databases.open(DATABASE, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(FOLDERS);
    return (await answered(opening)).transaction(FOLDERS, mode).objectStore(FOLDERS);
  };
  return {
    async choose() {
      let folder: FileSystemDirectoryHandle;
      try {
        folder = await pick();
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return null;
        throw error;
      }
      const request = await requestFor(folder);
      if (request !== null) await answered((await folders("readwrite")).put(folder, request.source));
      return request;
    },
    async again(source) {
      const folder: FileSystemDirectoryHandle | undefined = await answered(
        (await folders("readonly")).get(source),
      );
      return folder === undefined || !(await mayRead(folder)) ? null : requestFor(folder);
    },
  };
}
