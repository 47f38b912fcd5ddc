import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { kerasCodeTarget } from "../../engine/targets/keras-code/target.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { openTestBackend } from "../support/backends.ts";
import { gridCases } from "../targets/support/cases.ts";
import { hostileNetworks } from "../targets/support/hostile-networks.ts";
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
import { findPython, floatsOf, inFolder, present, writeFiles, writeFloats } from "./python.ts";

const python = findPython("keras", "numpy", "tensorflow");
const COUNT = Number(process.env.LAYERLOOM_RANDOM_NETWORKS ?? 40);

beforeAll(async () => {
  await openTestBackend("wasm");
});

interface Tried extends ExportInput {
  readonly name: string;
  /** Absent: the code is compiled and judged alone. */
  readonly input?: Sample;
}
type Report = Record<string, { readonly shape: number[] }>;

/** The number of cases that Keras can express. */
async function compareAll(what: string, cases: readonly Tried[]): Promise<number> {
  const tally = createTally(`Keras code, ${what}`);
  return inFolder(async (folder) => {
    const written: Tried[] = [];
    for (const one of cases) {
      const files = await exported(kerasCodeTarget, one);
      if (files === null) {
        tally.declared();
        continue;
      }
      const place = join(folder, `case${written.length}`);
      writeFiles(place, files);
      if (one.input !== undefined) {
        const x = toNhwc(one.input);
        writeFloats(join(place, "input.bin"), x);
        writeFileSync(join(place, "shape.json"), JSON.stringify(x.shape));
      }
      written.push(one);
    }
    const run = present(python).with({ KERAS_BACKEND: "tensorflow" }).run("run_keras_code.py", [folder]);
    const report = JSON.parse(run.trim().split("\n").at(-1) ?? "") as Report;
    for (const [index, one] of written.entries()) {
      const { shape = [] } = report[`case${index}`] ?? {};
      if (one.input === undefined) continue;
      const data = floatsOf(readFileSync(join(folder, `case${index}`, "output.bin")));
      const expected = reference(one.analysis, one.weights, one.input);
      const far = tally.compared(difference(expected, toNchw({ shape, data })));
      expect(far, one.name).toBeLessThanOrEqual(1e-4);
    }
    console.info(tally.sentence());
    return written.length;
  });
}

describe.skipIf(python === null)(
  "the Keras code builds the network, loads its weights and computes the same",
  () => {
    test("every kind over the grid", async () => {
      const cases = gridCases().map((one) => ({
        ...one,
        weights: trainedWeights(one.analysis, 7),
        input: randomInput(inputShapeOf(one.analysis), 3, 11),
      }));
      expect(await compareAll("every kind over the grid", cases)).toBeGreaterThan(180);
    });

    test(`${COUNT} random networks with blocks`, async () => {
      const cases = Array.from({ length: COUNT }, (_, seed) => {
        const network = randomNetwork(seed);
        const { analysis } = network;
        const input = randomInput(inputShapeOf(analysis), 4, seed);
        return { ...network, weights: trainedWeights(analysis, seed), input };
      });
      await compareAll(`${COUNT} random networks`, cases);
    });

    test("500 hostile names and texts compile, and nothing of them is code", async () => {
      const cases = hostileNetworks(500).map((one, index) => ({
        ...one,
        weights: trainedWeights(one.analysis, 1),
        classes: [one.document.about.title, "'''", '"""\\'],
        // Running a tenth of them shows that Keras takes the names too.
        ...(index % 10 === 0 ? { input: randomInput(inputShapeOf(one.analysis), 1, 1) } : {}),
      }));
      expect(await compareAll("500 hostile names", cases)).toBe(500);
    });
  },
);
