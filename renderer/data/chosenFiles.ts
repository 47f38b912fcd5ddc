/** Files a person chose or dropped, and what kind of data they are. */
import type { DataRequest } from "../../engine/worker/values.ts";

export interface ChosenFile {
  /** Below the chosen folder, with `/`. */
  readonly path: string;
  readonly file: Blob;
}
export interface ChosenPlace {
  readonly name: string;
  readonly files: readonly ChosenFile[];
}

const IDX = /(train|t10k|test)[-_](images|labels)[-.\w]*?(\.gz)?$/i;
const CIFAR = /(^|\/)(data_batch_\d|test_batch)\.bin$|cifar-10-binary\.tar(\.gz)?$|cifar-10.*\.tar\.gz$/i;
const TABLE = /\.(csv|tsv)$/i;
const IMAGE = /\.(png|jpe?g|webp)$/i;

/** The reader that fits: the files of MNIST's and CIFAR-10's formats and tables by name, folders of images otherwise. */
export function schemeOf(paths: readonly string[]): "idx" | "cifar10" | "csv" | "folder" {
  if (paths.some((path) => CIFAR.test(path))) return "cifar10";
  if (paths.some((path) => IDX.test(path) && !IMAGE.test(path))) return "idx";
  if (paths.some((path) => TABLE.test(path)) && !paths.some((path) => IMAGE.test(path))) return "csv";
  return "folder";
}

/** `null` where nothing was chosen. */
export function requestOf({ name, files }: ChosenPlace): DataRequest | null {
  if (files.length === 0) return null;
  return { source: `${schemeOf(files.map(({ path }) => path))}:${name}`, files };
}

/** The files of an `<input>`: of a folder their paths begin with the folder's own name. */
export function placeOfInput(list: Iterable<File>): ChosenPlace {
  const files = [...list];
  const [first] = files;
  const folder = first?.webkitRelativePath.split("/")[0] ?? "";
  return {
    name: folder === "" ? (first?.name ?? "") : folder,
    files: files.map((file) => ({
      path: folder === "" ? file.name : file.webkitRelativePath.slice(folder.length + 1),
      file,
    })),
  };
}

const entriesOf = (folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  return new Promise((resolve, reject) => {
    // a reader gives at most a hundred entries at a time
    const next = (): void =>
      reader.readEntries((some) => {
        if (some.length === 0) return resolve(all);
        all.push(...some);
        next();
      }, reject);
    next();
  });
};

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function filesBelow(entry: FileSystemEntry, path: string): Promise<readonly ChosenFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const found: ChosenFile[] = [];
  for (const inner of await entriesOf(entry)) {
    found.push(...(await filesBelow(inner, path === "" ? inner.name : `${path}/${inner.name}`)));
  }
  return found;
}

/** What was dropped: one folder with all in it, or single files. */
export async function placeOfDrop(items: Iterable<DataTransferItem>): Promise<ChosenPlace> {
  // the items are gone after the first wait, so all entries are taken at once
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const [first] = entries;
  if (first === undefined) return { name: "", files: [] };
  if (entries.length === 1 && isFolder(first))
    return { name: first.name, files: await filesBelow(first, "") };
  const files: ChosenFile[] = [];
  for (const entry of entries) files.push(...(await filesBelow(entry, entry.name)));
  return { name: first.name, files };
}
