import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layersModelTarget } from "../../../engine/targets/layers-model/target.ts";
import { gridCases } from "../support/cases.ts";
import { difference, inputShapeOf, randomInput, reference, trainedWeights } from "../support/numbers.ts";
import { createTally } from "../support/tally.ts";
import { runLayersModel } from "./load.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const tally = createTally("LayersModel, every kind over the grid");
afterAll(() => console.info(tally.sentence()));

describe("every kind over the grid", () => {
  test.each(gridCases())("$name", async ({ document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    const problems = layersModelTarget.check(analysis);
    const before = tf.memory().numTensors;
    const result = await layersModelTarget.write({ document, analysis, weights });
    expect(tf.memory().numTensors).toBe(before);
    if (!result.ok) {
      // Said before exporting, about this very node, with a way round it.
      expect(problems).toEqual(result.problems);
      expect(problems.every(({ path, remedy }) => path === "probe" && remedy !== "")).toBe(true);
      tally.declared();
      return;
    }
    expect(problems).toEqual([]);
    const input = randomInput(inputShapeOf(analysis), 3, 11);
    const expected = reference(analysis, weights, input);
    const far = tally.compared(difference(expected, await runLayersModel(result.value, input)));
    expect(far).toBeLessThanOrEqual(1e-4);
  });
});
