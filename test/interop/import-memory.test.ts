/** A large network read from every format: memory in proportion to the file; each in a process of its own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { exportTargets } from "../../engine/targets/support/formats.ts";
import { untrainedInput } from "../../engine/training/export-input.ts";
import { repositoryRoot } from "../support/reference.ts";
import { writeFiles } from "./python.ts";

const script = join(repositoryRoot, `node_modules/.cache/layerloom-measure-import-${process.pid}.mjs`);
const folder = mkdtempSync(join(tmpdir(), "layerloom-import-memory-"));

interface Measured {
  readonly fileBytes: number;
  readonly numbers: number;
  readonly refused: boolean;
  readonly baseline: number;
  readonly buffers: number;
  readonly peak: number;
  readonly ms: number;
}

beforeAll(async () => {
  await tf.setBackend("cpu");
  await build({
    entryPoints: [join(repositoryRoot, "test/interop/node/measure-import.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => {
  rmSync(script, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

function measure(...args: readonly string[]): Measured {
  const run = spawnSync(process.execPath, ["--expose-gc", script, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as Measured;
}

/** The paths of what an export of the network wrote, the one to open first. */
async function written(format: "onnx" | "keras" | "tfjs" | "safetensors"): Promise<readonly string[]> {
  const input = await untrainedInput(loadGraph("torchvision-alexnet"), { withWeights: true });
  const result = await exportTargets[format].write(input);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const place = join(folder, format);
  writeFiles(place, result.value);
  const names = readdirSync(place).sort((a, b) => (a === "model.json" ? -1 : b === "model.json" ? 1 : 0));
  return names.map((name) => join(place, name));
}

/** Times the file: the file itself, its weights, and room for one of them on its way. */
const MOST = 3;

test.each(["onnx", "keras", "tfjs", "safetensors"] as const)(
  "%s takes at most three times the file",
  async (format) => {
    const files = await written(format);
    const onto = format === "safetensors" ? ["onto=torchvision-alexnet"] : [];
    const { fileBytes, numbers, refused, baseline, buffers, peak, ms } = measure(...files, ...onto);
    const times = (bytes: number): string => (bytes / fileBytes).toFixed(2);
    console.info(
      `${format}: a file of ${(fileBytes / 1e6).toFixed(0)} MB, peak ${times(peak - baseline)} times it, buffers ${times(buffers)} times, ${ms} ms`,
    );
    expect(refused).toBe(false);
    expect(numbers).toBe(61_100_840);
    expect(peak - baseline).toBeLessThanOrEqual(MOST * fileBytes);
    rmSync(join(folder, format), { recursive: true });
  },
);
