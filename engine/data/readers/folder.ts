/** `folder:DIR`: a folder a class, with train and test folders above or a drawn test part. */
import { fail, type Problem, problem, type Result } from "../../tensor/problem.ts";
import type { Shape } from "../../tensor/shape.ts";
import { listFiles, listFolders } from "../files.ts";
import { createFingerprint } from "../fingerprint.ts";
import { createLimiter } from "../limiter.ts";
import { type OptionReader, type ParsedSource, readOptions } from "../source.ts";
import { drawParts } from "../split.ts";
import type { DataPorts, Dataset, FileSource, OpenOptions } from "../types.ts";
import { someNames } from "./classes.ts";
import { imageReader, imageSplit } from "./folder-images.ts";
import { type InspectedImage, type Inspection, inspectImages } from "./folder-inspect.ts";
import { type FolderLayout, folderLayout } from "./folder-layout.ts";
import { chooseSize } from "./folder-size.ts";
import { readerMessages } from "./messages.ts";

/** Folders of up to so many images are decoded at opening, so that the report is complete. */
const DECODED_AT_OPENING = 1000;
/** Images decoded at once; each may hold 256 MB for a moment. */
const DECODES_AT_ONCE = 4;
const BROKEN_SHOWN = 20;
const LARGEST_SIDE = 4096;

interface FolderOptions {
  readonly size: readonly [number, number] | null;
  readonly channels: "auto" | "1" | "3";
  readonly fit: "stretch" | "crop" | "pad";
  readonly share: number;
  readonly seed: number;
  readonly check: "auto" | "headers" | "decode";
}

function folderOptions(read: OptionReader, { resize }: OpenOptions): FolderOptions {
  const sizes = read.sizes("size", [1, 2], LARGEST_SIDE);
  const [height, width = height] = resize ?? sizes ?? [];
  return {
    size: height === undefined || width === undefined ? null : [height, width],
    channels: read.choice("channels", ["auto", "1", "3"], "auto"),
    fit: read.choice("fit", ["stretch", "crop", "pad"], "crop"),
    share: read.fraction("test", 0.2, 0.01, 0.9),
    seed: read.int("seed", 0, 0, Number.MAX_SAFE_INTEGER),
    check: read.choice("check", ["auto", "headers", "decode"], "auto"),
  };
}

export async function openFolder(
  parsed: ParsedSource,
  files: FileSource,
  ports: DataPorts,
  open: OpenOptions,
): Promise<Result<Dataset>> {
  const read = readOptions(parsed);
  const options = folderOptions(read, open);
  const checked = read.check();
  if (!checked.ok) return checked;
  const paths = await listFiles(files);
  if (!paths.ok) return paths;
  const folders = await listFolders(files);
  if (!folders.ok) return folders;
  const layout = folderLayout(files.name, paths.value, folders.value);
  if (!layout.ok) return layout;
  const { entries } = layout.value;
  const decode =
    options.check === "decode" || (options.check === "auto" && entries.length <= DECODED_AT_OPENING);
  const inspection = await inspectImages(files, entries, ports, decode);
  const problems = emptyClasses(files.name, layout.value, inspection);
  if (problems.length > 0) return fail(...problems);
  return build(parsed.source, files, ports, layout.value, inspection, options);
}

/** Class folders without a readable image, and sets with less than two classes; with the broken files as the reason. */
function emptyClasses(
  place: string,
  { classes, classFolders }: FolderLayout,
  { images, broken }: Inspection,
): readonly Problem[] {
  const filled = new Set(images.filter(({ part }) => part !== "test").map(({ label }) => label));
  const empty = classFolders.filter((_, label) => !filled.has(label));
  const problems = empty.map((path) => problem(readerMessages, "folder/empty-class", { path }, { path }));
  if (classes.length < 2)
    problems.push(
      problem(readerMessages, "class/too-few", { path: place }, { place, count: classes.length }),
    );
  const because = broken.filter(({ path }) => empty.some((folder) => path.startsWith(`${folder}/`)));
  return [
    ...problems,
    ...because.slice(0, BROKEN_SHOWN).map((found): Problem => ({ ...found, severity: "error" })),
  ];
}

function build(
  source: string,
  files: FileSource,
  ports: DataPorts,
  layout: FolderLayout,
  inspection: Inspection,
  { size, channels, fit, share, seed }: FolderOptions,
): Result<Dataset> {
  const { images } = inspection;
  const chosen = chooseSize(files.name, images, size);
  const isGrey = channels === "auto" ? images.every((image) => image.isGrey) : channels === "1";
  const shape: Shape = [isGrey ? 1 : 3, ...chosen.size];
  const hash = createFingerprint("folder").add(layout.classes.join("\n"));
  for (const { path, bytes, part } of images) hash.add(`${part} ${bytes} ${path}`);
  const parts = partsOf(images, share, seed);
  if (parts.isDrawn) hash.add(JSON.stringify([share, seed]));
  const reader = imageReader(files, ports, createLimiter(DECODES_AT_ONCE), {
    shape,
    fit,
    count: images.length,
  });
  const report = (found: Problem): void => ports.report?.(found);
  const dataset: Dataset = {
    info: {
      source,
      title: files.name,
      task: "classification",
      shape,
      classes: layout.classes,
      fingerprint: hash.hex(),
      fit,
    },
    train: imageSplit(reader, parts.train, shape, report),
    test: imageSplit(reader, parts.test, shape, report),
    close: async () => reader.clear(),
  };
  const warnings = [
    ...layout.warnings,
    ...reportOn(files.name, inspection),
    ...chosen.warnings,
    ...untested(files.name, layout, parts.test),
  ];
  return { ok: true, value: dataset, warnings };
}

function partsOf(images: readonly InspectedImage[], share: number, seed: number) {
  if (images.some(({ part }) => part === "test"))
    return {
      isDrawn: false,
      train: images.filter(({ part }) => part === "train"),
      test: images.filter(({ part }) => part === "test"),
    };
  const drawn = drawParts(
    images.map(({ label }) => label),
    share,
    seed,
  );
  const at = (members: Uint32Array): readonly InspectedImage[] =>
    Array.from(members, (member) => images[member] as InspectedImage);
  return { isDrawn: true, train: at(drawn.train), test: at(drawn.test) };
}

/** Broken and odd files; of many broken ones the first are named. */
function reportOn(place: string, { broken, misnamed }: Inspection): readonly Problem[] {
  const warnings = broken.slice(0, BROKEN_SHOWN);
  const at = { path: place, severity: "warning" } as const;
  if (broken.length > BROKEN_SHOWN)
    warnings.push(problem(readerMessages, "folder/more-broken", at, { count: broken.length - BROKEN_SHOWN }));
  if (misnamed.length > 0) {
    const values = { count: misnamed.length, names: someNames(misnamed) };
    warnings.push(problem(readerMessages, "folder/misnamed", at, values));
  }
  return warnings;
}

function untested(
  place: string,
  { classes }: FolderLayout,
  test: readonly InspectedImage[],
): readonly Problem[] {
  const tested = new Set(test.map(({ label }) => label));
  const missing = classes.filter((_, label) => !tested.has(label));
  if (missing.length === 0) return [];
  const values = { classes: someNames(missing) };
  return [problem(readerMessages, "class/no-test", { path: place, severity: "warning" }, values)];
}
