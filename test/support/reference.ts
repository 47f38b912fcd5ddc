/** Reference data beside the repository (or in LAYERLOOM_SHARED); tests that need it skip with a notice. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const shared = process.env.LAYERLOOM_SHARED ?? join(repositoryRoot, "..", "shared");

/** Absolute path of a reference file, or `null` with a notice where it is not there. */
export function referenceFile(path: string): string | null {
  const file = join(shared, path);
  if (existsSync(file)) return file;
  console.warn(
    `skipped: reference file ${path} not found (set LAYERLOOM_SHARED to the folder that holds it)`,
  );
  return null;
}

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
