import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { pytorchTarget } from "../../engine/targets/pytorch/target.ts";
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
  trainedWeights,
} from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { createTally } from "../targets/support/tally.ts";
import { findPython, floatsOf, inFolder, present, writeFiles, writeFloats } from "./python.ts";

const python = findPython("torch", "numpy");

beforeAll(async () => {
  await openTestBackend("wasm");
});

interface Tried extends ExportInput {
  readonly name: string;
  readonly input: Sample;
}
type Report = Record<string, { readonly shape: number[]; readonly same: boolean }>;

/** Writes all projects, runs their models in one process, and compares the outputs. */
async function compareAll(what: string, cases: readonly Tried[], judge = false): Promise<void> {
  const tally = createTally(`PyTorch project, ${what}`);
  await inFolder(async (folder) => {
    for (const [index, one] of cases.entries()) {
      const result = await pytorchTarget.write(one);
      if (!result.ok) throw new Error(result.problems[0]?.message);
      const place = join(folder, `case${index}`);
      writeFiles(place, result.value);
      writeFloats(join(place, "input.bin"), one.input);
      writeFileSync(join(place, "shape.json"), JSON.stringify(one.input.shape));
    }
    if (judge) expect(Number(present(python).run("judge_code.py", [folder]))).toBe(cases.length);
    const report = JSON.parse(present(python).run("run_models.py", [folder])) as Report;
    for (const [index, one] of cases.entries()) {
      const { shape = [], same } = report[`case${index}`] ?? {};
      const data = floatsOf(readFileSync(join(folder, `case${index}`, "output.bin")));
      const expected = reference(one.analysis, one.weights, one.input);
      const far = tally.compared(difference(expected, { shape, data }));
      expect(far, one.name).toBeLessThanOrEqual(1e-4);
      expect(same, one.name).toBe(true);
    }
    console.info(tally.sentence());
  });
}

describe.skipIf(python === null)("generated PyTorch computes the same", () => {
  test("every kind over the grid", async () => {
    await compareAll(
      "every kind over the grid",
      gridCases().map((one) => ({
        ...one,
        weights: trainedWeights(one.analysis, 7),
        input: randomInput(inputShapeOf(one.analysis), 3, 11),
      })),
    );
  });

  test("300 random networks with blocks", async () => {
    await compareAll(
      "300 random networks",
      Array.from({ length: 300 }, (_, seed) => {
        const network = randomNetwork(seed);
        const { analysis } = network;
        const input = randomInput(inputShapeOf(analysis), 4, seed);
        return { ...network, weights: trainedWeights(analysis, seed), input };
      }),
      true,
    );
  });

  test("500 hostile names and texts, none of which is ever code", async () => {
    await compareAll(
      "500 hostile names",
      hostileNetworks(500).map((one) => {
        const input = randomInput(inputShapeOf(one.analysis), 1, 1);
        return { ...one, weights: trainedWeights(one.analysis, 1), input };
      }),
      true,
    );
  });
});
