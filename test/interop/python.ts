/** Runs Python where it is, and says why not where it is not. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExportFile } from "../../engine/targets/support/types.ts";
import type { Sample } from "../targets/support/numbers.ts";

const python = process.env.LAYERLOOM_PYTHON ?? "";
const scripts = fileURLToPath(new URL("./python", import.meta.url));

/** Whether Python has these packages; prints the reason where it has not. */
export function hasPython(...packages: readonly string[]): boolean {
  if (python === "") {
    console.warn("skipped: no Python with torch (npm run test:interop looks for one; set LAYERLOOM_PYTHON)");
    return false;
  }
  return packages.every((name) => {
    const found = spawnSync(python, ["-c", `import ${name}`], { encoding: "utf8", env: environment() });
    if (found.status !== 0) console.warn(`skipped: ${python} has no package ${name}`);
    return found.status === 0;
  });
}

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONPATH: scripts,
  PYTHONDONTWRITEBYTECODE: "1",
});

/** Runs a script of `test/interop/python`, or any other by its absolute path; its output, or an error with what it said. */
export function runPython(script: string, args: readonly string[], cwd?: string): string {
  const file = script.startsWith("/") || script.startsWith("-") ? script : join(scripts, script);
  const { status, stdout, stderr, error } = spawnSync(python, [file, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: environment(),
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}\n${stdout.slice(-2000)}`);
  return stdout;
}

/** Runs a script beside others; resolves when it has ended well. */
export function startPython(
  file: string,
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(python, [file, ...args], { cwd, env: { ...environment(), ...more }, stdio: "pipe" });
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
