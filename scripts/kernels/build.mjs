/**
 * Compiles the SIMD kernels of the wasm backend and writes them into `engine/kernels/wasm/binary.ts`, which is committed
 * so that neither a build nor a run needs the compiler: `node scripts/kernels/build.mjs`.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("../..", import.meta.url));
const OPTIONS = [
  "-O3",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--noExportMemory",
  "--enable",
  "simd,threads",
  // Where threads cannot be had, the memory is not shared and `engine/kernels/wasm/sharing.ts` unsays it here.
  "--sharedMemory",
  "--initialMemory",
  "1",
  // That of the module of tfjs, whose memory it works on: 4 GiB.
  "--maximumMemory",
  "65536",
];

async function compile() {
  const out = "kernels.wasm";
  let binary = null;
  const entry = "engine/kernels/wasm-src/index.ts";
  const { error, stderr } = await asc.main([entry, ...OPTIONS, "--baseDir", root, "--outFile", out], {
    // Imports name their files in full, as everywhere here; the compiler adds an extension of its own.
    readFile: (name) => {
      const path = resolve(root, name.replace(/(\.ts)+$/, ".ts"));
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile: (name, contents) => {
      if (name === out) binary = contents;
    },
  });
  if (error !== null || binary === null) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}

/** The text of `binary.ts`. */
export async function binaryModule() {
  return [
    "/** Written by `scripts/kernels/build.mjs` from `engine/kernels/wasm-src`: do not edit. Base64. */",
    "export const simdBinary =",
    `  "${await compile()}";`,
    "",
  ].join("\n");
}

export const binaryPath = `${root}engine/kernels/wasm/binary.ts`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(binaryPath, await binaryModule());
