import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { openTestBackend } from "../support/backends.ts";
import { runLayersModel } from "./layers-model/load.ts";
import { openOnnx } from "./onnx/run.ts";
import { difference, inputShapeOf, randomInput, reference, trainedWeights } from "./support/numbers.ts";
import { randomNetwork } from "./support/random-network.ts";
import { createTally } from "./support/tally.ts";
import { exported } from "./support/templates.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

const inOnnx = createTally("ONNX, random networks");
const inLayers = createTally("LayersModel, random networks");
afterAll(() => console.info(`${inOnnx.sentence()}\n${inLayers.sentence()}`));

const COUNT = Number(process.env.LAYERLOOM_RANDOM_NETWORKS ?? 60);

describe("random valid networks with blocks", () => {
  test.each(Array.from({ length: COUNT }, (_, seed) => seed))("seed %i", async (seed) => {
    const { document, analysis } = randomNetwork(seed);
    const weights = trainedWeights(analysis, seed);
    const input = randomInput(inputShapeOf(analysis), 4, seed);
    const expected = reference(analysis, weights, input);
    const onnx = await exported(onnxTarget, { document, analysis, weights });
    const session = await openOnnx(onnx ?? []);
    const actual = await session.run(input);
    await session.close();
    expect(inOnnx.compared(difference(expected, actual))).toBeLessThanOrEqual(1e-4);
    const layers = await exported(layersModelTarget, { document, analysis, weights });
    if (layers === null) {
      inLayers.declared();
      return;
    }
    const far = inLayers.compared(difference(expected, await runLayersModel(layers, input)));
    expect(far).toBeLessThanOrEqual(1e-4);
  });
});
