/**
 * Holds exports against the real runtimes. Python is found at $LAYERLOOM_PYTHON, `python3` or /usr/bin/python3, the
 * first one that has torch; tests that need what it lacks skip with a printed reason. Arguments go to vitest.
 */
import { spawnSync } from "node:child_process";

const candidates = [process.env.LAYERLOOM_PYTHON, "python3", "/usr/bin/python3"].filter(Boolean);
const PROBE = "import torch; print(torch.__version__)";

/** Where torch is, and its version. */
function findPython() {
  for (const python of candidates) {
    const found = spawnSync(python, ["-c", PROBE], { encoding: "utf8" });
    if (found.status === 0) return { python, version: found.stdout.trim() };
  }
  return null;
}

const found = findPython();
if (found === null) {
  console.log(
    `skipped: the tests that need Python, because torch was not found with any of: ${candidates.join(", ")}`,
  );
} else {
  console.log(`Python with torch ${found.version}: ${found.python}`);
}
const { status, error } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.interop.config.ts", ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, LAYERLOOM_PYTHON: found?.python ?? "" } },
);
if (error !== undefined) throw error;
process.exit(status ?? 1);
