import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnxTarget } from "../../../engine/targets/onnx/target.ts";
import { gridCases } from "../support/cases.ts";
import { difference, inputShapeOf, randomInput, reference, trainedWeights } from "../support/numbers.ts";
import { createTally } from "../support/tally.ts";
import { openOnnx } from "./run.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const tally = createTally("ONNX, every kind over the grid");
afterAll(() => console.info(tally.sentence()));

describe("every kind over the grid", () => {
  test.each(gridCases())("$name", async ({ document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    // ONNX expresses every kind.
    expect(onnxTarget.check(analysis)).toEqual([]);
    const result = await onnxTarget.write({ document, analysis, weights });
    if (!result.ok) throw new Error(result.problems[0]?.message);
    const session = await openOnnx(result.value);
    const input = randomInput(inputShapeOf(analysis), 3, 11);
    const actual = await session.run(input);
    await session.close();
    const far = tally.compared(difference(reference(analysis, weights, input), actual));
    expect(far).toBeLessThanOrEqual(1e-4);
  });
});
