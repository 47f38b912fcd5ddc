// Checks every import against the zones of import-zones.mjs, and that no modules import each other in a circle.
// A checker that sees nothing reports success, so the number of modules it saw is asserted.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { objection } from "./import-zones.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["engine", "renderer", "cli", "electron"];
const FEWEST_MODULES = 300;

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);

/** Everything a file imports: the specifier, and whether only types come along. */
function importsOf(file) {
  const { module, errors } = parseSync(file, readFileSync(join(root, file), "utf8"));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const text = (range) => range.value;
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: text(moduleRequest),
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest }) => moduleRequest !== null && moduleRequest !== undefined)
    .map(({ moduleRequest, isType }) => ({ specifier: text(moduleRequest), typeOnly: isType }));
  const source = readFileSync(join(root, file), "utf8");
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^["'](.+)["']$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    // deferred imports may close a circle: nothing of theirs is needed while modules are evaluated
    return literal === null ? [] : [{ specifier: literal[1], typeOnly: true }];
  });
  return [...fixed, ...passedOn, ...dynamic];
}

const problems = [];
const graph = new Map();
for (const file of files) {
  const targets = [];
  for (const { specifier, typeOnly } of importsOf(file)) {
    if (specifier.startsWith("virtual:")) continue;
    const isPackage = !specifier.startsWith(".");
    const target = isPackage
      ? specifier
      : relative(root, join(root, dirname(file), specifier.replace(/\?.*$/, "")));
    if (!isPackage && !existsSync(join(root, target))) problems.push(`${file}: ${specifier} does not exist`);
    const reason = objection(file, target, isPackage);
    if (reason !== null) problems.push(`${file} imports ${target}: ${reason}`);
    if (!isPackage && !typeOnly) targets.push(target);
  }
  graph.set(file, targets);
}

/** Modules that import each other in a circle, found depth first. */
function findCircle() {
  const state = new Map();
  const trail = [];
  const visit = (file) => {
    if (state.get(file) === "done") return null;
    if (state.get(file) === "open") return [...trail.slice(trail.indexOf(file)), file];
    state.set(file, "open");
    trail.push(file);
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target);
      if (circle !== null) return circle;
    }
    trail.pop();
    state.set(file, "done");
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file);
    if (circle !== null) return circle;
  }
  return null;
}

const circle = findCircle();
if (circle !== null) problems.push(`a circle: ${circle.join(" -> ")}`);
if (files.length < FEWEST_MODULES)
  problems.push(`only ${files.length} modules were seen, fewer than ${FEWEST_MODULES}`);
for (const problem of problems) console.error(problem);
console.log(`import rules: ${files.length} modules, ${problems.length} violations`);
process.exit(problems.length === 0 ? 0 : 1);
