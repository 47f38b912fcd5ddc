// Type-checks every project on its own: a folder is a runtime, and each sees only the globals of that runtime.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const projects = [
  "engine/tsconfig.json",
  "engine/tsconfig.runtime.json",
  "renderer/tsconfig.json",
  "cli/tsconfig.json",
  "electron/tsconfig.json",
  "test/tsconfig.json",
];

let failed = 0;
for (const project of projects) {
  const run = spawnSync(process.execPath, [compiler, "-p", project], { cwd: root, stdio: "inherit" });
  if (run.status !== 0) failed += 1;
  console.log(`${run.status === 0 ? "ok  " : "FAIL"} ${project}`);
}
process.exit(failed === 0 ? 0 : 1);
