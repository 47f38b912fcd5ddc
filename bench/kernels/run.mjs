/** Bundles a benchmark of this folder and runs it: `node bench/kernels/run.mjs NAME [ARGUMENTS]`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [name = "wasm-steps", ...rest] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const outfile = `${root}dist/bench/kernels-${name}.mjs`;
await build({
  entryPoints: [`${root}bench/kernels/${name}.ts`],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
process.exitCode = spawnSync(process.execPath, [outfile, ...rest], { stdio: "inherit" }).status ?? 1;
