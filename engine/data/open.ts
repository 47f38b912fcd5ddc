/** Opens a data set by its SOURCE. Nothing that lies in files is trusted: what is wrong comes back as problems. */
import { fail, type Problem, problem, type Result } from "../tensor/problem.ts";
import { openBuiltin } from "./builtin/index.ts";
import { dataMessages } from "./messages.ts";
import { resizedDataset } from "./process/resized.ts";
import { openCifar10 } from "./readers/cifar10.ts";
import { openCsv } from "./readers/csv.ts";
import { openFolder } from "./readers/folder.ts";
import { openIdx } from "./readers/idx-dataset.ts";
import { readerMessages } from "./readers/messages.ts";
import { type ParsedSource, parseSource } from "./source.ts";
import type { DataPorts, Dataset, FileSource, OpenOptions } from "./types.ts";

/**
 * Opens `builtin:NAME`, `idx:DIR`, `cifar10:DIR`, `folder:DIR` or `csv:FILE`, each with options after `?`. Broken and odd
 * files that do not stand in the way are in the result's `warnings`.
 */
export async function openDataset(
  source: string,
  ports: DataPorts,
  options: OpenOptions = {},
): Promise<Result<Dataset>> {
  const parsed = parseSource(source);
  if (!parsed.ok) return parsed;
  const opened = await openParsed(parsed.value, ports, options);
  if (!opened.ok) return opened;
  if (opened.value.train.length === 0 || opened.value.test.length === 0)
    return fail(problem(readerMessages, "class/nothing-left", { path: source }, { place: source }));
  const resized = options.resize === undefined ? opened : resizedDataset(opened.value, options.resize);
  if (!resized.ok) return resized;
  const warnings: readonly Problem[] = opened.warnings ?? [];
  return { ok: true, value: resized.value, warnings };
}

async function openParsed(
  parsed: ParsedSource,
  ports: DataPorts,
  options: OpenOptions,
): Promise<Result<Dataset>> {
  if (parsed.scheme === "builtin") return openBuiltin(parsed);
  const files = await ports.files(parsed.place);
  if (!files.ok) return files;
  if (files.value.isFile === true && parsed.scheme !== "csv")
    return fail(problem(dataMessages, "data/not-a-folder", { path: parsed.place }, { place: parsed.place }));
  return READERS[parsed.scheme](parsed, files.value, ports, options);
}

type Reader = (
  parsed: ParsedSource,
  files: FileSource,
  ports: DataPorts,
  options: OpenOptions,
) => Promise<Result<Dataset>>;

const READERS: Readonly<Record<Exclude<ParsedSource["scheme"], "builtin">, Reader>> = {
  idx: openIdx,
  cifar10: openCifar10,
  folder: openFolder,
  csv: openCsv,
};
