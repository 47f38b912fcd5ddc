/** Frozen layers: their weights and their batch norm's statistics stay, the rest learns. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { forecastMemory } from "../../engine/training/forecast.ts";
import { frozen } from "../support/frozen.ts";
import { chain } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";

const plain = chain(
  [2, 6, 6],
  [
    ["conv1", "conv2d", { filters: 4 }],
    ["bn1", "batchNorm"],
    ["relu", "relu"],
    ["pool", "globalAvgPool2d"],
    ["fc", "dense", { units: 3 }],
  ],
);

const modelOf = (document: GraphDocument) => {
  const { expanded, shapes, totals } = createAnalyser().analyse(document);
  return { model: buildModel({ expanded, shapes, seed: 3 }), totals };
};

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("frozen layers", () => {
  const document = frozen(plain, ["conv1", "bn1"]);

  test("are told apart from what learns, and counted", () => {
    const { model, totals } = modelOf(document);
    expect([...model.variables.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(totals.frozenParams).toBe(2 * 4 * 9 + 4 + 8);
    expect(totals.params).toBe(totals.frozenParams + 15);
    const needed = forecastMemory(totals, optimizerSettings({ type: "adam" }), 4);
    expect(needed).toMatchObject({ gradientBytes: 4 * 15, slotBytes: 2 * 4 * 15 });
    model.dispose();
  });

  test("normalise by their running statistics in training, and leave them alone", async () => {
    const { model } = modelOf(document);
    const x = tf.randomNormal([4, 6, 6, 2], 1, 2, "float32", 5);
    const before = await model.readWeights();
    const [training, use] = tf.tidy(() => {
      const pass = model.forward(x, { training: true });
      const numbers = pass.logits.dataSync<"float32">().slice();
      pass.applyUpdates();
      return [numbers, model.forward(x, { training: false }).logits.dataSync<"float32">().slice()];
    });
    expect(training).toEqual(use);
    expect(await model.readWeights()).toEqual(before);
    model.dispose();
    x.dispose();
  });

  test("survive a file, and thaw", () => {
    const again = parseDocument(serializeDocument(document));
    expect(again.ok ? again.value : again.problems).toEqual(document);
    expect(frozen(document, ["conv1", "bn1"], false)).toEqual(plain);
    expect(frozen(plain, ["conv1"], false)).toBe(plain);
  });
});
