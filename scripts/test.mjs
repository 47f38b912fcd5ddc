// The README's test command: finds or installs what the tests need, runs all of them, says what was skipped and why, and
// ends with one line of totals.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBrowser } from "./browser.mjs";
import { vulkanEnvironment } from "./vulkan.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const scratch = mkdtempSync(join(tmpdir(), "layerloom-test-"));
const notices = [];

const { browser, reason } = ensureBrowser();
if (browser === undefined) notices.push(`end-to-end tests: ${reason}`);
const vulkan = vulkanEnvironment();
if (process.platform === "linux" && !vulkan.VK_ICD_FILENAMES && !process.env.VK_ICD_FILENAMES) {
  notices.push(
    "WebGPU in Node: no software Vulkan driver was found (on Debian: mesa-vulkan-drivers, version 25 or newer)",
  );
}
if (!existsSync(process.env.LAYERLOOM_SHARED ?? join(root, "..", "shared", "truth"))) {
  notices.push("tests against external reference data: the reference folder is not beside this checkout");
}

const build = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });
if (build.status !== 0) process.exit(1);

const projects = browser === undefined ? ["unit"] : ["unit", "e2e"];
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const project of projects) {
  const report = join(scratch, `${project}.json`);
  const run = spawnSync(
    process.execPath,
    [
      vitest,
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...vulkan, ...(browser === undefined ? {} : { LAYERLOOM_CHROMIUM: browser }) },
    },
  );
  if (!existsSync(report)) {
    console.error(`The test runner ended without a report (${project}).`);
    totals.failed += 1;
    continue;
  }
  const result = JSON.parse(readFileSync(report, "utf8"));
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  totals.skipped += result.numPendingTests + result.numTodoTests;
  // A file that fails to load has no failed test of its own; the exit status still tells.
  if (run.status !== 0 && result.numFailedTests === 0)
    totals.failed += Math.max(1, result.numFailedTestSuites);
}
rmSync(scratch, { recursive: true, force: true });

for (const notice of notices) console.log(`skipped: ${notice}`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
