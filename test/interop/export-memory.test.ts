/** AlexNet in every format: memory, progress, and a cancel that is heard; each in a process of its own. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../support/reference.ts";

const script = join(repositoryRoot, `node_modules/.cache/layerloom-measure-${process.pid}.mjs`);

interface Measured {
  readonly weightBytes: number;
  readonly bytes: number;
  readonly baseline: number;
  readonly peak: number;
  readonly buffers: number;
  readonly shares: number;
  readonly ms: number;
  readonly cancelled: boolean;
}

beforeAll(async () => {
  await build({
    entryPoints: [join(repositoryRoot, "test/interop/node/measure-export.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => rmSync(script, { force: true }));

function measure(...args: readonly string[]): Measured {
  const run = spawnSync(process.execPath, ["--expose-gc", script, "alexnet", ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as Measured;
}

test.each(["tfjs", "onnx", "keras", "safetensors", "pytorch", "html"])(
  "%s takes at most three times the weights, tells how far it is, and can be cancelled",
  (format) => {
    const { weightBytes, bytes, baseline, peak, buffers, shares, ms } = measure(format);
    const times = (value: number): string => (value / weightBytes).toFixed(2);
    console.info(
      `${format}: ${(weightBytes / 1e6).toFixed(0)} MB of weights, peak ${times(peak - baseline)} times them, buffers ${times(buffers)} times, ${ms} ms`,
    );
    expect(bytes).toBeGreaterThan(weightBytes);
    expect(peak - baseline).toBeLessThanOrEqual(3 * weightBytes);
    expect(buffers).toBeLessThanOrEqual(3 * weightBytes);
    expect(shares).toBeGreaterThan(1);
    expect(measure(format, "cancel")).toMatchObject({ cancelled: true, bytes: 0 });
  },
);
