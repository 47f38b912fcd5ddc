import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPage } from "../../../engine/targets/html/read.ts";
import { knownOperations } from "../../../engine/targets/html/runtime/interpret.ts";
import { pageTarget } from "../../../engine/targets/html/target.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import { gridCases } from "../support/cases.ts";
import { difference, inputShapeOf, randomInput, reference, trainedWeights } from "../support/numbers.ts";
import { randomNetwork } from "../support/random-network.ts";
import { createTally } from "../support/tally.ts";
import { exported } from "../support/templates.ts";
import { runPage } from "./run.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const COUNT = Number(process.env.LAYERLOOM_RANDOM_NETWORKS ?? 30);
const tally = createTally("page, every kind over the grid");
const random = createTally(`page, ${COUNT} random networks`);
afterAll(() => console.info(`${tally.sentence()}\n${random.sentence()}`));

describe("every kind over the grid", () => {
  test.each(gridCases())("$name", async ({ document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    const files = (await exported(pageTarget, { document, analysis, weights })) ?? [];
    const [file] = files;
    if (file === undefined) throw new Error("not written");
    const { network } = readPage(fileBytes(file));
    expect(network.nodes.filter(({ op }) => !knownOperations.has(op))).toEqual([]);
    const input = randomInput(inputShapeOf(analysis), 3, 11);
    const actual = await runPage(files, input);
    const far = tally.compared(difference(reference(analysis, weights, input), actual));
    expect(far).toBeLessThanOrEqual(1e-4);
  });
});

test(`${COUNT} random networks with blocks`, async () => {
  for (let seed = 0; seed < COUNT; seed++) {
    const { document, analysis } = randomNetwork(seed);
    const weights = trainedWeights(analysis, seed);
    const input = randomInput(inputShapeOf(analysis), 2, seed);
    const files = (await exported(pageTarget, { document, analysis, weights })) ?? [];
    const actual = await runPage(files, input);
    const far = random.compared(difference(reference(analysis, weights, input), actual));
    expect(far, `seed ${seed}`).toBeLessThanOrEqual(1e-4);
  }
});
