import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { onnxTarget } from "../../../engine/targets/onnx/target.ts";
import { gridCases } from "../support/cases.ts";
import { difference, inputShapeOf, randomInput, reference, trainedWeights } from "../support/numbers.ts";
import { openOnnx } from "./run.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

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
    expect(difference(reference(analysis, weights, input), actual)).toBeLessThanOrEqual(1e-4);
  });
});
