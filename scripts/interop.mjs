/**
 * Holds exports against the real runtimes. Python is looked for at the paths in $LAYERLOOM_PYTHON, then at `python3` and
 * /usr/bin/python3; a test takes the first that has the packages it needs, and skips with a printed reason where there
 * is none. Arguments go to vitest.
 */
import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";

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
const { status, error } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.interop.config.ts", ...process.argv.slice(2)],
  { stdio: "inherit" },
);
if (error !== undefined) throw error;
process.exit(status ?? 1);
