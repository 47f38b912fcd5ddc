import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fsStore } from "../../cli/run-store/fs-store.ts";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { repositoryRoot } from "../support/reference.ts";
import { metricsOf } from "./small-run.ts";

const STEPS = 4 * 38;
const script = join(repositoryRoot, "node_modules", ".cache", "layerloom", `kill-child-${process.pid}.mjs`);
const folder = mkdtempSync(join(tmpdir(), "layerloom-kill-"));

beforeAll(async () => {
  await bundle({
    entryPoints: [join(repositoryRoot, "test", "training", "kill-child.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => {
  rmSync(script, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

interface Child {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly steps: readonly number[];
}

/** Runs the script; with `killAt`, kills it without warning once it tells that step. */
async function runChild(args: readonly string[], killAt?: number): Promise<Child> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<Pick<Child, "code" | "signal">>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  const steps: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as { type: string; step: number };
    if (event.type !== "step") continue;
    steps.push(event.step);
    if (event.step === killAt) child.kill("SIGKILL");
  }
  return { ...(await ended), steps };
}

describe("a process killed with SIGKILL", () => {
  it.each(["cpu", "wasm"])(
    "five times at random steps gives the losses and weights of the unbroken run on %s",
    async (backend) => {
      const [whole, broken] = [join(folder, `${backend}-whole`), join(folder, `${backend}-broken`)];
      expect(await runChild([whole, backend])).toMatchObject({ code: 0, signal: null });

      const seed = Date.now();
      const random = createRandom(seed, "kill");
      const kills = Array.from({ length: 5 }, () => 1 + random.int(STEPS - 30)).sort((a, b) => a - b);
      console.info(`${backend}: killed at the steps ${kills.join(", ")} (seed ${seed})`);
      let resume: readonly string[] = [];
      for (const step of kills) {
        const killed = await runChild([broken, backend, ...resume], step);
        // two kills may fall between the same two checkpoints or steps; then a child was already past this one
        if (killed.steps.includes(step)) expect(killed.signal).toBe("SIGKILL");
        resume = ["resume"];
      }
      const last = await runChild([broken, backend, ...resume]);
      expect(last).toMatchObject({ code: 0, signal: null });

      const expected = await metricsOf(fsStore(whole));
      const actual = await metricsOf(fsStore(broken));
      const results = (events: typeof expected) =>
        events.map((event) => ({ ...event, elapsedMs: 0, imagesPerSecond: 0 }));
      expect(expected.filter(({ type }) => type === "step")).toHaveLength(STEPS);
      expect(results(actual)).toEqual(results(expected));
      const [a, b] = await Promise.all([weightsOf(whole), weightsOf(broken)]);
      expect(b).toEqual(a);
    },
    180_000,
  );
});

async function weightsOf(run: string) {
  const read = readSafetensors((await fsStore(run).read("weights.safetensors")) ?? new Uint8Array());
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value.tensors;
}
