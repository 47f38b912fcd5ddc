// Parts of the File System Access API that the DOM library does not declare.
// https://wicg.github.io/file-system-access/

interface FilePickerAcceptType {
  readonly description?: string;
  readonly accept: Readonly<Record<string, readonly string[]>>;
}
interface OpenFilePickerOptions {
  readonly id?: string;
  readonly multiple?: false;
  readonly types?: readonly FilePickerAcceptType[];
}
interface SaveFilePickerOptions {
  readonly id?: string;
  readonly suggestedName?: string;
  readonly types?: readonly FilePickerAcceptType[];
}
interface Window {
  readonly showOpenFilePicker?: (options?: OpenFilePickerOptions) => Promise<readonly FileSystemFileHandle[]>;
  readonly showDirectoryPicker?: (options?: { readonly id?: string }) => Promise<FileSystemDirectoryHandle>;
  readonly showSaveFilePicker?: (options?: SaveFilePickerOptions) => Promise<FileSystemFileHandle>;
}
interface FileSystemHandle {
  queryPermission?(descriptor: { readonly mode: "read" | "readwrite" }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: "read" | "readwrite" }): Promise<PermissionState>;
}
interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
