/** Puts exported files where a person wants them: whole, or not at all. */
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileSize } from "../../engine/targets/support/files.ts";
import type { ExportFile } from "../../engine/targets/support/types.ts";

export interface Written {
  readonly path: string;
  readonly bytes: number;
}
type Report = (bytes: number) => void;

const asideOf = (path: string): string => `${path}.${process.pid}.part`;

/** Parts go to a file beside the target, which takes its place once all of them are on disk. */
async function writeFile(path: string, { chunks }: ExportFile, report: Report): Promise<void> {
  const aside = asideOf(path);
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(aside, "w");
  try {
    for (const chunk of chunks) {
      await handle.writeFile(chunk);
      report(chunk.byteLength);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(aside, { force: true });
    throw error;
  }
  await handle.close();
  await rename(aside, path);
}

/** One file at `out`. */
export async function writeSingle(
  out: string,
  file: ExportFile,
  report: Report,
): Promise<readonly Written[]> {
  const path = resolve(out);
  await writeFile(path, file, report);
  return [{ path, bytes: fileSize(file) }];
}

/** Files below the folder `out`. A new folder appears whole; in one that is there, file after file is replaced. */
export async function writeFolder(
  out: string,
  files: readonly ExportFile[],
  report: Report,
): Promise<readonly Written[]> {
  const folder = resolve(out);
  const isNew = !existsSync(folder);
  const into = isNew ? asideOf(folder) : folder;
  try {
    for (const file of files) await writeFile(join(into, file.path), file, report);
    if (isNew) await rename(into, folder);
  } catch (error) {
    if (isNew) await rm(into, { recursive: true, force: true });
    throw error;
  }
  return files.map((file) => ({ path: join(folder, file.path), bytes: fileSize(file) }));
}
