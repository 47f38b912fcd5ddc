/** Reference data beside the repository (or in LAYERLOOM_SHARED); tests that need it skip with a notice. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const shared = process.env.LAYERLOOM_SHARED ?? join(root, "..", "shared");

export const sharedPath = (path: string): string => join(shared, path);

/** Whether a reference file is there; says so once where it is not. */
export function hasShared(path: string): boolean {
  if (existsSync(sharedPath(path))) return true;
  console.warn(
    `skipped: reference file ${path} not found (set LAYERLOOM_SHARED to the folder that holds it)`,
  );
  return false;
}

export const readShared = (path: string): Buffer => readFileSync(sharedPath(path));
