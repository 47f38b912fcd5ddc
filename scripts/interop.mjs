/**
 * Holds exports against the real runtimes. Python is looked for at the paths in $LAYERLOOM_PYTHON, then at `python3` and
 * /usr/bin/python3; a test takes the first that has the packages it needs, and skips with a printed reason where there
 * is none. Arguments go to vitest. What the engine itself computes is kept for all targets of a run, in $LAYERLOOM_REFERENCES
 * or a folder that is removed at the end.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const listed = (process.env.LAYERLOOM_PYTHON ?? "").split(delimiter);
const candidates = [...listed, "python3", "/usr/bin/python3"].filter((path) => path !== "");
const PACKAGES = ["torch", "torchvision", "onnx", "keras", "tensorflow", "jax", "tensorboard"];
const PROBE = `import importlib.util as u; print(*[n for n in ${JSON.stringify(PACKAGES)} if u.find_spec(n)])`;

for (const python of candidates) {
  const found = spawnSync(python, ["-c", PROBE], { encoding: "utf8" });
  console.log(
    found.status === 0 ? `${python}: ${found.stdout.trim() || "no package of use"}` : `${python}: not there`,
  );
}
const given = process.env.LAYERLOOM_REFERENCES;
const references = given ?? mkdtempSync(join(tmpdir(), "layerloom-references-"));
const { status, error } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.interop.config.ts", ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, LAYERLOOM_REFERENCES: references } },
);
if (given === undefined) rmSync(references, { recursive: true, force: true });
if (error !== undefined) throw error;
process.exit(status ?? 1);
