/** Choosing and writing files with the means a browser has: its file pickers, or upload and download without them. */
import { fail, ok, type Result } from "../../../engine/tensor/problem.ts";
import { DOCUMENT_MIME_TYPE, safeFileName } from "../fileNames.ts";
import type { FileRef, OpenedFile } from "../HostApi.ts";
import { hostProblem } from "../messages.ts";
import { failedAccess, type Handles, isNamed, readText } from "./handles.ts";

const TYPES: readonly FilePickerAcceptType[] = [
  {
    description: "Layerloom",
    accept: { [DOCUMENT_MIME_TYPE]: [".layerloom"], "application/json": [".json"] },
  },
];

/** `null` when the person closed the picker. */
async function picked<T>(pick: () => Promise<T>): Promise<T | null> {
  try {
    return await pick();
  } catch (error) {
    if (isNamed(error, "AbortError")) return null;
    throw error;
  }
}

export async function pickToOpen(): Promise<FileSystemFileHandle | File | null> {
  const { showOpenFilePicker } = window;
  if (showOpenFilePicker === undefined) return upload();
  const handles = await picked(() => showOpenFilePicker({ id: "documents", types: TYPES }));
  return handles?.[0] ?? null;
}

export async function pickToSave(
  name: string,
  mimeType?: string,
): Promise<FileSystemFileHandle | null | "unsupported"> {
  const { showSaveFilePicker } = window;
  if (showSaveFilePicker === undefined) return "unsupported";
  const ending = /\.[a-z0-9]+$/i.exec(name)?.[0];
  const types =
    mimeType === undefined || ending === undefined ? TYPES : [{ accept: { [mimeType]: [ending] } }];
  try {
    return await picked(() =>
      showSaveFilePicker({ id: "documents", suggestedName: safeFileName(name), types }),
    );
  } catch (error) {
    // Work that outlives the click which began it gets no picker any more; a download needs no click.
    if (isNamed(error, "SecurityError")) return "unsupported";
    throw error;
  }
}

function upload(): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".layerloom,.json";
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}

export function download(name: string, content: BlobPart, mimeType: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mimeType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = safeFileName(name);
  link.click();
  // The download reads the blob after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** An uploaded file: it can be read once, and saving makes a download. */
export async function openUploaded(source: File, newId: () => string): Promise<Result<OpenedFile>> {
  const text = await readText(source.name, source);
  if (!text.ok) return text;
  const file: FileRef = { token: newId(), name: source.name, writable: false };
  return ok({ file, text: text.value });
}

/** Writes to a swap file that takes the place of the old one when it is closed, so the file is never half written. */
export async function writeFile(
  handles: Handles,
  file: FileRef,
  content: string | Uint8Array<ArrayBuffer> | Blob,
  overwrite: boolean,
): Promise<Result<FileRef>> {
  const handle = handles.handleOf(file);
  if (handle === null) return fail(hostProblem("host/missing", { name: file.name }));
  try {
    if ((await handle.requestPermission?.({ mode: "readwrite" })) === "denied") {
      return fail(hostProblem("host/not-allowed", { name: file.name }));
    }
    const before = handles.stampOf(file);
    if (before !== null && !overwrite) {
      const now = await handle.getFile();
      if (now.lastModified !== before.lastModified || now.size !== before.size) {
        return fail(hostProblem("host/changed-on-disk", { name: file.name }));
      }
    }
    const writable = await handle.createWritable();
    await writable.write(content);
    await writable.close();
    handles.setStamp(file, await handle.getFile());
    return ok(file);
  } catch (error) {
    return failedAccess(file.name, error, true);
  }
}
