import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { gridCases } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  type Sample,
  toNchw,
  toNhwc,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { createTally } from "../targets/support/tally.ts";
import { exported } from "../targets/support/templates.ts";
import { findPython, floatsOf, inFolder, type Python, present, writeFiles, writeFloats } from "./python.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

interface Tried extends ExportInput {
  readonly name: string;
  readonly input: Sample;
}
/** JAX compiles hundreds of small networks here: three times as fast where it optimises none of them. */
const QUICK = { XLA_FLAGS: "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true" };
type Report = Record<string, { readonly shape: number[]; readonly backend: string }>;

/** Writes what Keras can express, lets it load all of it in one process, and compares; the number of models. */
async function compareAll(
  what: string,
  python: Python,
  backend: string,
  cases: readonly Tried[],
): Promise<number> {
  const tally = createTally(`Keras on ${backend}, ${what}`);
  return inFolder(async (folder) => {
    const written: Tried[] = [];
    for (const one of cases) {
      const files = await exported(kerasTarget, one);
      if (files === null) {
        tally.declared();
        continue;
      }
      const place = join(folder, `case${written.length}`);
      const x = toNhwc(one.input);
      writeFiles(place, files);
      writeFloats(join(place, "input.bin"), x);
      writeFileSync(join(place, "shape.json"), JSON.stringify(x.shape));
      written.push(one);
    }
    const run = python.with({ KERAS_BACKEND: backend, ...QUICK }).run("run_keras.py", [folder]);
    const report = JSON.parse(run.trim().split("\n").at(-1) ?? "") as Report;
    for (const [index, one] of written.entries()) {
      const { shape = [], backend: used } = report[`case${index}`] ?? {};
      expect(used).toBe(backend);
      const data = floatsOf(readFileSync(join(folder, `case${index}`, "output.bin")));
      const expected = reference(one.analysis, one.weights, one.input);
      const far = tally.compared(difference(expected, toNchw({ shape, data })));
      expect(far, one.name).toBeLessThanOrEqual(1e-4);
    }
    console.info(tally.sentence());
    return written.length;
  });
}

const COUNT = Number(process.env.LAYERLOOM_RANDOM_NETWORKS ?? 60);

describe.each(["jax", "tensorflow", "torch"])(
  "Keras on %s loads the file and computes the same",
  (backend) => {
    const python = findPython("keras", "numpy", backend);
    const able = test.skipIf(python === null);

    able("every kind over the grid", async () => {
      const cases = gridCases().map((one) => ({
        ...one,
        weights: trainedWeights(one.analysis, 7),
        input: randomInput(inputShapeOf(one.analysis), 3, 11),
      }));
      expect(await compareAll("every kind over the grid", present(python), backend, cases)).toBeGreaterThan(
        180,
      );
    });

    able(`${COUNT} random networks with blocks`, async () => {
      const cases = Array.from({ length: COUNT }, (_, seed) => {
        const network = randomNetwork(seed);
        const { analysis } = network;
        const input = randomInput(inputShapeOf(analysis), 4, seed);
        return { ...network, weights: trainedWeights(analysis, seed), input };
      });
      await compareAll(`${COUNT} random networks`, present(python), backend, cases);
    });
  },
);
