/** Which files of a folder are images of which class. Pure: works on the list of paths alone. */
import { fail, ok, type Problem, problem, type Result } from "../../tensor/problem.ts";
import { someNames } from "./classes.ts";
import { readerMessages } from "./messages.ts";

export interface ImageEntry {
  readonly path: string;
  readonly label: number;
  /** `all` where the test part is still to be drawn. */
  readonly part: "train" | "test" | "all";
}

export interface FolderLayout {
  /** Folder names, sorted. */
  readonly classes: readonly string[];
  readonly entries: readonly ImageEntry[];
  /** The class folders, by label; for training where the parts lie apart. */
  readonly classFolders: readonly string[];
  readonly warnings: readonly Problem[];
}

const IMAGE_NAME = /\.(png|jpe?g|jpe|jfif|webp)$/i;
const TRAIN_NAME = /^train(ing)?$/i;
const TEST_NAME = /^(test|testing|val|valid|validation)$/i;

const isHidden = (path: string): boolean =>
  path
    .split("/")
    .some((name) => name.startsWith(".") || name === "__MACOSX" || /^(Thumbs\.db|desktop\.ini)$/i.test(name));

/** Direct children of `base` ("" is the place itself) among the folders. */
const childrenOf = (folders: readonly string[], base: string): readonly string[] =>
  folders.filter((folder) => {
    const slash = folder.lastIndexOf("/");
    return (slash < 0 ? "" : folder.slice(0, slash)) === base;
  });

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf("/") + 1);

/** `paths` and `folders` as a `FileSource` lists them; `place` is its name. */
export function folderLayout(
  place: string,
  paths: readonly string[],
  folders: readonly string[],
): Result<FolderLayout> {
  const seen = folders.filter((folder) => !isHidden(folder));
  const base = baseFolder(paths, seen);
  const top = childrenOf(seen, base);
  const partFolder = (pattern: RegExp): string | undefined =>
    top.find((folder) => pattern.test(nameOf(folder)) && childrenOf(seen, folder).length > 0);
  const train = partFolder(TRAIN_NAME);
  const test = train === undefined ? undefined : partFolder(TEST_NAME);
  const classFolders = childrenOf(seen, train ?? base).toSorted();
  if (classFolders.length === 0)
    return fail(problem(readerMessages, "folder/no-classes", { path: place }, { place }));
  const classes = classFolders.map(nameOf);
  const labelOf = new Map<string, number>();
  classFolders.forEach((folder, label) => {
    labelOf.set(folder, label);
  });
  const strangers: Problem[] = [];
  for (const folder of test === undefined ? [] : childrenOf(seen, test)) {
    const label = classes.indexOf(nameOf(folder));
    if (label >= 0) labelOf.set(folder, label);
    else
      strangers.push(
        problem(readerMessages, "folder/unknown-test-class", { path: folder }, { path: folder }),
      );
  }
  if (strangers.length > 0) return fail(...strangers);
  return sortFiles(place, paths, { classes, classFolders, labelOf, test, isWhole: test === undefined });
}

/** Goes into a single wrapping folder, as archives leave it, while it holds only folders. */
function baseFolder(paths: readonly string[], folders: readonly string[]): string {
  let base = "";
  for (;;) {
    const children = childrenOf(folders, base);
    const only = children[0];
    const hasFiles = paths.some((path) => !isHidden(path) && parentOf(path) === base);
    if (children.length !== 1 || only === undefined || hasFiles || childrenOf(folders, only).length === 0)
      return base;
    base = only;
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

interface Sorting {
  readonly classes: readonly string[];
  readonly classFolders: readonly string[];
  readonly labelOf: ReadonlyMap<string, number>;
  readonly test: string | undefined;
  /** There is no test folder, so that the test part is drawn. */
  readonly isWhole: boolean;
}

function sortFiles(
  place: string,
  paths: readonly string[],
  { classes, classFolders, labelOf, test, isWhole }: Sorting,
): Result<FolderLayout> {
  const entries: ImageEntry[] = [];
  const others: string[] = [];
  const loose: string[] = [];
  for (const path of paths) {
    if (isHidden(path)) continue;
    if (!IMAGE_NAME.test(path)) {
      others.push(path);
      continue;
    }
    const label = labelAbove(path, labelOf);
    if (label === undefined) loose.push(path);
    else {
      const isTest = test !== undefined && path.startsWith(`${test}/`);
      entries.push({ path, label, part: isWhole ? "all" : isTest ? "test" : "train" });
    }
  }
  const warnings: Problem[] = [];
  const warn = (code: "folder/left-out" | "folder/loose", names: readonly string[]): void => {
    if (names.length === 0) return;
    const values = { count: names.length, names: someNames(names) };
    warnings.push(problem(readerMessages, code, { path: place, severity: "warning" }, values));
  };
  warn("folder/left-out", others);
  warn("folder/loose", loose);
  return ok({ classes, entries, classFolders, warnings });
}

/** The class whose folder the file lies in, however deep. */
function labelAbove(path: string, labelOf: ReadonlyMap<string, number>): number | undefined {
  for (let cut = path.lastIndexOf("/"); cut > 0; cut = path.lastIndexOf("/", cut - 1)) {
    const label = labelOf.get(path.slice(0, cut));
    if (label !== undefined) return label;
  }
  return undefined;
}
