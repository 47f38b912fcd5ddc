/** What a seed decides, and how weights go in and out. */
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, describe, expect, test } from "vitest";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import type { Model } from "../../../engine/targets/tfjs/types.ts";
import { elements } from "../../../engine/tensor/shape.ts";
import { openTestBackend } from "../../support/backends.ts";
import { graphOf, type Layer, lenetModern } from "../../support/graphs.ts";

const backend = await openTestBackend("cpu");
afterAll(() => backend?.dispose());

const lenet = (seed: number): Model => buildModel({ ...graphOf([1, 28, 28], lenetModern), seed });

describe("a seed", () => {
  test("decides all first weights", async () => {
    const [a, b, c] = [lenet(1), lenet(1), lenet(2)];
    expect(await a.readWeights()).toEqual(await b.readWeights());
    expect(await a.readWeights()).not.toEqual(await c.readWeights());
    for (const model of [a, b, c]) model.dispose();
  });

  test("decides dropout, apart for every layer and every step", () => {
    const layers: readonly Layer[] = [
      { name: "a", kind: "dropout" },
      { name: "b", kind: "dropout", from: ["in"] },
      { name: "both", kind: "concat", from: ["a", "b"] },
    ];
    const model = buildModel({ ...graphOf([50], layers), seed: 1 });
    const x = tf.ones([4, 50]);
    const run = (step: number) =>
      tf.tidy(() => {
        const { logits } = model.forward(x, { training: true, dropout: { seed: 1, step } });
        const [a, b] = tf.split(logits, 2, 1);
        return [a, b].map((half) => [...(half?.dataSync() ?? [])]);
      });
    const [first, again, other] = [run(1), run(1), run(2)];
    expect(again).toEqual(first);
    expect(other[0]).not.toEqual(first[0]);
    expect(first[0]).not.toEqual(first[1]);
    // Inverted: what is kept is doubled, and about half is.
    expect(new Set(first.flat())).toEqual(new Set([0, 2]));
    expect(first.flat().filter((value) => value === 0).length).toBeGreaterThan(150);
    expect(first.flat().filter((value) => value === 0).length).toBeLessThan(250);
    expect(() => tf.tidy(() => void model.forward(x, { training: true }))).toThrow(/seed/);
    x.dispose();
    model.dispose();
  });

  test("drops whole channels where dropout is spatial", () => {
    const layers: readonly Layer[] = [{ name: "drop", kind: "spatialDropout2d", params: { rate: 0.25 } }];
    const model = buildModel({ ...graphOf([8, 3, 3], layers), seed: 1 });
    const values = tf.tidy(() =>
      model
        .forward(tf.ones([5, 3, 3, 8]), { training: true, dropout: { seed: 1, step: 0 } })
        .logits.arraySync(),
    ) as number[][][][];
    for (const sample of values) {
      for (let channel = 0; channel < 8; channel++) {
        const column = new Set(sample.flatMap((row) => row.map((pixel) => pixel[channel])));
        expect(column.size).toBe(1);
        expect([0, Math.fround(4 / 3)]).toContain([...column][0]);
      }
    }
    model.dispose();
  });
});

describe("weights", () => {
  test("go by canonical paths, in PyTorch's shapes", async () => {
    const model = lenet(1);
    const weights = await model.readWeights();
    expect([...weights].slice(0, 6).map(([path, { shape }]) => [path, shape])).toEqual([
      ["conv1.weight", [6, 1, 5, 5]],
      ["conv1.bias", [6]],
      ["conv2.weight", [16, 6, 5, 5]],
      ["conv2.bias", [16]],
      ["fc1.weight", [120, 400]],
      ["fc1.bias", [120]],
    ]);
    expect([...weights.values()].reduce((sum, { shape }) => sum + elements(shape), 0)).toBe(61_706);
    expect([...model.variables.keys()]).toEqual([...weights.keys()]);
    model.dispose();
  });

  test("that do not fit are named and leave the others in place", async () => {
    const [model, other] = [lenet(1), lenet(2)];
    const weights = new Map(await other.readWeights());
    weights.set("conv1.weight", { shape: [6, 1, 3, 3], data: new Float32Array(54) });
    weights.delete("fc3.bias");
    weights.set("fc4.bias", { shape: [1], data: new Float32Array(1) });
    const before = await model.readWeights();
    expect(model.writeWeights(weights)).toEqual({
      missing: ["fc3.bias"],
      unexpected: ["fc4.bias"],
      mismatched: ["conv1.weight"],
    });
    const after = await model.readWeights();
    expect(after.get("conv1.weight")).toEqual(before.get("conv1.weight"));
    expect(after.get("fc3.bias")).toEqual(before.get("fc3.bias"));
    expect(after.get("conv2.weight")).toEqual(weights.get("conv2.weight"));
    model.dispose();
    other.dispose();
  });

  test("of two models with the same paths live side by side", () => {
    const models = [lenet(1), lenet(1)];
    const names = models.flatMap((model) => [...model.variables.values()].map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    for (const model of models) model.dispose();
  });
});

describe("a network that ends in softmax", () => {
  const layers: readonly Layer[] = [
    { name: "fc", kind: "dense", params: { units: 3 } },
    { name: "softmax", kind: "softmax" },
  ];
  test("gives the logits for the loss and probabilities to people", async () => {
    const model = buildModel({ ...graphOf([4], layers), seed: 1 });
    expect(model.endsInSoftmax).toBe(true);
    const x = tf.randomNormal([2, 4]);
    const [raw, probabilities] = [model.predict(x, "raw"), model.predict(x, "probabilities")];
    const captured = new Map<string, tf.Tensor>();
    tf.tidy(() => {
      const pass = model.forward(x, { training: false, capture: new Set(["fc", "softmax", "out"]) });
      for (const [path, tensor] of pass.captured) captured.set(path, tensor);
    });
    expect(await captured.get("fc")?.data()).toEqual(await raw.data());
    expect(await captured.get("softmax")?.data()).toEqual(await probabilities.data());
    expect(await captured.get("out")?.data()).toEqual(await probabilities.data());
    for (const row of (await probabilities.array()) as number[][]) {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
    tf.dispose([x, raw, probabilities, ...captured.values()]);
    model.dispose();
  });
});

test("batch norm uses the batch in training and the running statistics in use", async () => {
  const layers: readonly Layer[] = [{ name: "bn", kind: "batchNorm", params: { momentum: 0.5 } }];
  const model = buildModel({ ...graphOf([1], layers), seed: 1 });
  const x = tf.tensor2d([1, 3], [2, 1]);
  tf.tidy(() => model.forward(x, { training: true }).applyUpdates());
  const weights = await model.readWeights();
  // mean 2, unbiased variance 2
  expect(weights.get("bn.running_mean")?.data).toEqual(Float32Array.of(1));
  expect(weights.get("bn.running_var")?.data).toEqual(Float32Array.of(1.5));
  expect([...model.buffers.keys()]).toEqual(["bn.running_mean", "bn.running_var"]);
  const used = model.predict(x, "raw");
  const scale = 1 / Math.sqrt(1.5 + 1e-5);
  const [low, high] = await used.data();
  expect(low).toBeCloseTo(0, 6);
  expect(high).toBeCloseTo(2 * scale, 5);
  tf.dispose([x, used]);
  model.dispose();
});
