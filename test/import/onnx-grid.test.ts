import { beforeAll, describe, expect, test } from "vitest";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { openTestBackend } from "../support/backends.ts";
import { gridCases } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { opened, written } from "./support.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

describe("every kind, exported and imported again, computes the same", () => {
  test.each(gridCases())("$name", async ({ name, document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    const bytes = await written(onnxTarget, { document, analysis, weights });
    const again = await opened({ name: "model.onnx", bytes });
    expect(again.report.quarantined, name).toEqual([]);
    const input = randomInput(inputShapeOf(analysis), 2, 11);
    const expected = reference(analysis, weights, input);
    expect(difference(expected, reference(again.analysis, again.weights, input))).toBeLessThanOrEqual(1e-4);
  });
});

describe("random networks with blocks come back with the same numbers", () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))("seed %i", async (seed) => {
    const { document, analysis } = randomNetwork(seed);
    const weights = trainedWeights(analysis, seed);
    const bytes = await written(onnxTarget, { document, analysis, weights });
    const again = await opened({ name: "model.onnx", bytes });
    expect(again.report.quarantined).toEqual([]);
    const input = randomInput(inputShapeOf(analysis), 2, seed);
    const expected = reference(analysis, weights, input);
    expect(difference(expected, reference(again.analysis, again.weights, input))).toBeLessThanOrEqual(1e-4);
  });
});
