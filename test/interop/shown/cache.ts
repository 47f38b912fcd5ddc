/**
 * What is computed once for all targets of a comparison: in LAYERLOOM_REFERENCES, which `npm run test:interop` makes and
 * removes unless it is given one.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const top = (): string =>
  process.env.LAYERLOOM_REFERENCES ?? join(tmpdir(), `layerloom-references-${process.pid}`);

/** A folder of its own for one set of weights of one template; it is made. */
export function cacheFolder(template: string, set: string): string {
  const folder = join(top(), `${template}-${set}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Whoever reads beside this sees a whole file or none. */
export function keep(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}
