// Checks who may import whom (.dependency-cruiser.json). The checker has been seen to report success over zero modules
// when its parser is missing, so the number of modules it saw is compared with the files on disk.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["engine", "renderer", "cli", "electron"];
const isSource = (name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts");
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);

const { options, forbidden } = JSON.parse(await readFile(join(root, ".dependency-cruiser.json"), "utf8"));
process.chdir(root);
const { output } = await cruise(
  folders,
  { ...options, ruleSet: { forbidden }, validate: true },
  options.enhancedResolveOptions,
);
const seen = new Set(output.modules.map((module) => module.source));
const missed = sources.filter((source) => !seen.has(source));
for (const violation of output.summary.violations) {
  const cycle = violation.cycle?.map((step) => step.name ?? step).join(" -> ");
  console.error(`${violation.rule.name}: ${violation.from} -> ${cycle ?? violation.to}`);
}
for (const source of missed) console.error(`not seen by the checker: ${source}`);
console.log(
  `import rules: ${sources.length - missed.length} of ${sources.length} modules, ${output.summary.violations.length} violations`,
);
process.exit(sources.length > 0 && missed.length === 0 && output.summary.violations.length === 0 ? 0 : 1);
