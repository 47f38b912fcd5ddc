// What is built, and from what.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { inRoot } from "./root.mjs";
import { buildIfStale, writeWhole } from "./stale.mjs";

const SHARED = ["package.json", "package-lock.json", "scripts/lib", "tsconfig.base.json"];
/** Smaller files gain nothing from compression. */
const COMPRESS_FROM_BYTES = 1024;

async function bundle(entry, outfile, options) {
  const result = await esbuild({
    entryPoints: [inRoot(entry)],
    outfile: inRoot(outfile),
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
    write: false,
    ...options,
  });
  for (const file of result.outputFiles) writeWhole(file.path, file.contents);
}

/** The command line: packages stay outside, our own code goes into one file. */
export const buildCli = () =>
  buildIfStale("cli", [...SHARED, "cli", "engine"], "dist/cli/layerloom.mjs", () =>
    bundle("cli/main.ts", "dist/cli/layerloom.mjs", {
      format: "esm",
      packages: "external",
      banner: { js: "#!/usr/bin/env node" },
    }),
  );

/** The desktop window's main process and preload: CommonJS, because a sandboxed preload takes nothing else. */
export const buildElectron = () =>
  buildIfStale("electron", [...SHARED, "electron"], "dist/electron/preload.cjs", async () => {
    const options = { format: "cjs", external: ["electron"], packages: "bundle" };
    await bundle("electron/main.ts", "dist/electron/main.cjs", options);
    await bundle("electron/preload.ts", "dist/electron/preload.cjs", options);
  });

/** The interface, with every compressible file also as gzip and brotli for the local server. */
export const buildRenderer = ({ quiet = false } = {}) =>
  buildIfStale(
    "renderer",
    [...SHARED, "renderer", "engine", "templates", "vite.config.ts"],
    "dist/renderer/index.html",
    async () => {
      const { build } = await import("vite");
      const fresh = inRoot(`dist/.renderer-${process.pid}`);
      await build({
        configFile: inRoot("vite.config.ts"),
        logLevel: quiet ? "error" : "warn",
        build: { outDir: fresh, emptyOutDir: true },
      });
      for (const file of compressible(fresh)) compress(file);
      replaceFolder(fresh, inRoot("dist/renderer"));
    },
  );

function compress(file) {
  const bytes = readFileSync(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
}

/** A server that runs meanwhile finds the old interface or the new one, but for an instant. */
function replaceFolder(fresh, place) {
  const old = `${place}-old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

const compressible = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(html|js|mjs|css|json|svg|wasm)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size >= COMPRESS_FROM_BYTES);
