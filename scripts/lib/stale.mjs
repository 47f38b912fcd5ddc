// Whether something built is older than its sources: their paths, sizes and times are compared with those of the build,
// so that a removed or an older file counts as a change as well.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { inRoot, root } from "./root.mjs";

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) yield path;
  else {
    for (const entry of readdirSync(path, { withFileTypes: true })) yield* filesBelow(join(path, entry.name));
  }
}

function fingerprint(sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => [...filesBelow(inRoot(source))]).sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file.slice(root.length)}\t${mtimeMs}\t${size}\n`);
  }
  return hash.digest("hex");
}

/** Runs `build` when `output` is missing or the sources changed since it last succeeded. Returns whether it ran. */
export async function buildIfStale(name, sources, output, build) {
  const stamp = inRoot("dist", ".stamps", name);
  const now = fingerprint(sources);
  if (existsSync(inRoot(output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return false;
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeWhole(stamp, now);
  return true;
}

/** A reader (another build, a program that starts) sees the old file or the new one, never a part. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
