// Trains both sides of the lessons' experiments from the command line and says in how many seeds the point shows.
// Usage: node bench/lesson-experiments.mjs [ID…] [--seeds=1,2,3,4,5] [--backend=wasm]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { buildCli } from "../scripts/lib/builds.mjs";
import { inRoot } from "../scripts/lib/root.mjs";

const option = (name, fallback) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const seeds = option("seeds", "1,2,3,4,5").split(",").map(Number);
const backend = option("backend", "wasm");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

await buildCli();
const folder = mkdtempSync(join(tmpdir(), "layerloom-experiments-"));
const bundle = join(folder, "experiments.mjs");
await build({
  stdin: {
    contents: `export { EXPERIMENTS, EXPERIMENT_IDS } from "./renderer/learn/figures/experiments.ts";
      export { createAnalyser } from "./engine/analysis/analyse.ts";`,
    resolveDir: inRoot("."),
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: bundle,
  logLevel: "error",
});
const { EXPERIMENTS, EXPERIMENT_IDS, createAnalyser } = await import(pathToFileURL(bundle));

/** The last epoch of one side, with its parameters and the seconds of the whole command. */
async function train(document) {
  const file = join(folder, "document.json");
  const out = join(folder, "run");
  writeFileSync(file, JSON.stringify(document));
  rmSync(out, { recursive: true, force: true });
  const from = performance.now();
  const args = [
    "train",
    file,
    "--data",
    document.training.data,
    "--backend",
    backend,
    "--json",
    "--out",
    out,
  ];
  const child = spawn(process.execPath, [inRoot("dist/cli/layerloom.mjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [last, said] = [null, ""];
  child.stderr.on("data", (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const row = JSON.parse(line);
    if (row.type === "epoch") last = row;
  }
  const code = await ended;
  // A rate that is too large ends a run early; that is part of what is shown.
  if (last === null) throw new Error(`Training ended with code ${code}: ${said.slice(-500)}`);
  const { params } = createAnalyser().analyse(document).totals;
  return { ...last, params, seconds: (performance.now() - from) / 1000 };
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const side = ({ testAccuracy, loss, testLoss }) =>
  `${percent(testAccuracy)} (${loss.toFixed(3)} / ${testLoss.toFixed(3)})`;

try {
  for (const id of wanted.length === 0 ? EXPERIMENT_IDS : wanted) {
    const experiment = EXPERIMENTS[id];
    if (experiment === undefined)
      throw new Error(`No experiment ${id}; there are ${EXPERIMENT_IDS.join(", ")}.`);
    const rows = [];
    for (const seed of seeds) {
      const [a, b] = experiment.sides(seed);
      const [first, second] = [await train(a), await train(b)];
      rows.push({ seed, first, second, shown: experiment.shows(first, second) });
    }
    const times = rows.map(({ first, second }) => first.seconds + second.seconds);
    const [{ first, second }] = rows;
    console.log(`### \`${id}\`: seen in ${rows.filter(({ shown }) => shown).length} of ${rows.length}\n`);
    console.log(
      `${first.params} and ${second.params} parameters; ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} s for both.\n`,
    );
    console.log("| seed | first | second | seen |\n| --- | --- | --- | --- |");
    for (const row of rows) {
      console.log(`| ${row.seed} | ${side(row.first)} | ${side(row.second)} | ${row.shown ? "yes" : "no"} |`);
    }
    console.log("");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
