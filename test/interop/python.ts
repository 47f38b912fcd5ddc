/** Runs Python where it is, and says why not where it is not. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExportFile } from "../../engine/targets/support/types.ts";
import type { Sample } from "../targets/support/numbers.ts";

/** Where to look: paths in LAYERLOOM_PYTHON, then what most machines have. */
const candidates = [
  ...(process.env.LAYERLOOM_PYTHON ?? "").split(delimiter),
  "python3",
  "/usr/bin/python3",
].filter((path) => path !== "");
const scripts = fileURLToPath(new URL("./python", import.meta.url));

export interface Python {
  /** Runs a script of `test/interop/python`, or any other by its absolute path; its output, or an error with what it said. */
  run(script: string, args: readonly string[], cwd?: string): string;
  /** Runs a script beside others; resolves when it has ended well. */
  start(file: string, args: readonly string[], cwd: string): Promise<void>;
  /** The same with more variables in its environment. */
  with(more: Readonly<Record<string, string>>): Python;
}

const imports = (packages: readonly string[]): string => packages.map((name) => `import ${name}`).join("\n");

/** The first Python that has these packages, or `null` with a printed reason. */
export function findPython(...packages: readonly string[]): Python | null {
  for (const path of candidates) {
    const found = spawnSync(path, ["-c", imports(packages)], { encoding: "utf8" });
    if (found.status === 0) return pythonAt(path, {});
  }
  console.warn(
    `skipped: no Python with ${packages.join(", ")} at any of ${candidates.join(", ")} (paths in LAYERLOOM_PYTHON are tried first)`,
  );
  return null;
}

function pythonAt(python: string, more: Readonly<Record<string, string>>): Python {
  const env = { ...process.env, PYTHONPATH: scripts, PYTHONDONTWRITEBYTECODE: "1", ...more };
  return {
    run(script, args, cwd) {
      const file = script.startsWith("/") || script.startsWith("-") ? script : join(scripts, script);
      const { status, stdout, stderr, error } = spawnSync(python, [file, ...args], {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
        env,
        ...(cwd === undefined ? {} : { cwd }),
      });
      if (error !== undefined) throw error;
      if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}\n${stdout.slice(-2000)}`);
      return stdout;
    },
    start(file, args, cwd) {
      const child = spawn(python, [file, ...args], { cwd, env, stdio: "pipe" });
      let said = "";
      child.stdout.resume();
      child.stderr.on("data", (text) => {
        said += text;
      });
      return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) =>
          code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}: ${said}`)),
        );
      });
    },
    with: (further) => pythonAt(python, { ...more, ...further }),
  };
}

/** A Python that a `skipIf` has seen to. */
export function present(python: Python | null): Python {
  if (python === null) throw new Error("There is no Python.");
  return python;
}

/** A port of this machine that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** A folder that is removed when `use` ends. */
export async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "layerloom-interop-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function writeFiles(folder: string, files: readonly ExportFile[]): void {
  for (const { path, chunks } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.concat(chunks));
  }
}

/** 32-bit floats, little-endian, row by row. */
export const writeFloats = (file: string, { data }: Sample): void =>
  writeFileSync(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));

/** A copy: what Node reads may be a view of a larger buffer. */
export const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);
