import { beforeAll, describe, expect, test } from "vitest";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { openTestBackend } from "../support/backends.ts";
import { gridCases } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { opened } from "./support.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

/** Kinds that stock layers express by a trick which is not taken for the layer again. */
const TRICKS = new Set([
  "adaptiveAvgPool2d",
  "avgPool2d",
  "channelShuffle",
  "convTranspose2d",
  "groupNorm",
  "hardSigmoid",
  "hardSwish",
  "maxPool2d",
  "reshape",
  "upsample2d",
]);

describe.each([
  { name: "Keras", target: kerasTarget },
  { name: "TensorFlow.js", target: layersModelTarget },
])("$name: every kind, exported and imported again, computes the same", ({ name: format, target }) => {
  test.each(gridCases())("$name", async ({ kind, document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    const result = await target.write({ document, analysis, weights });
    // What the target does not express is its own matter.
    if (!result.ok) return expect(target.check(analysis).length).toBeGreaterThan(0);
    const [first, ...more] = result.value.map((file) => ({ name: file.path, bytes: fileBytes(file) }));
    if (first === undefined) throw new Error("Nothing was written.");
    const again = await opened(
      { name: format === "Keras" ? "model.keras" : "model.json", bytes: first.bytes },
      more,
    );
    if (again.report.quarantined.length > 0) {
      expect(TRICKS.has(kind), JSON.stringify(again.report.quarantined)).toBe(true);
      return;
    }
    const input = randomInput(inputShapeOf(analysis), 2, 11);
    const expected = reference(analysis, weights, input);
    expect(difference(expected, reference(again.analysis, again.weights, input))).toBeLessThanOrEqual(1e-4);
  });
});
