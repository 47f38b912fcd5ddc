import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { captureActivations } from "../../../engine/inspect/activations.ts";
import { layerKinds } from "../../../engine/layers/index.ts";
import { type Kernel, type Maps, partialOf, unitOf, unitValue } from "../../../engine/learn/unit.ts";
import { analyse, build, chain } from "../../training/networks.ts";
import { useBackend } from "../../training/use-backend.ts";

const NOTES: Maps = { shape: [1, 3, 3], values: [0, 1, 2, 3, 4, 5, 6, 7, 8] };
const PLACES = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

describe("the notes' examples, one number at a time", () => {
  it("19, 25, 37, 43 for the cross-correlation, product by product", () => {
    const kernel: Kernel = { shape: [1, 1, 2, 2], values: [0, 1, 2, 3], bias: null };
    const params = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 };
    const units = PLACES.map(([row, column]) =>
      unitOf("conv2d", params, NOTES, kernel, { channel: 0, row, column }),
    );
    expect(units.map((unit) => unit && unitValue(unit))).toEqual([19, 25, 37, 43]);
    const [first] = units;
    expect(first?.terms.map(({ x, weight }) => [x, weight])).toEqual([
      [0, 0],
      [1, 1],
      [3, 2],
      [4, 3],
    ]);
    expect([0, 1, 2, 3, 4].map((count) => first && partialOf(first, count))).toEqual([0, 0, 1, 7, 19]);
  });

  it("4, 5, 7, 8 for the maximum over 2×2", () => {
    const params = { size: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1], ceil: false };
    const values = PLACES.map(([row, column]) => {
      const unit = unitOf("maxPool2d", params, NOTES, null, { channel: 0, row, column });
      return unit && unitValue(unit);
    });
    expect(values).toEqual([4, 5, 7, 8]);
  });
});

it("takes nothing else apart", () => {
  const at = { channel: 0, row: 0, column: 0 };
  const apart = layerKinds.filter((kind) => unitOf(kind, { size: [2, 2] }, NOTES, null, at) !== null);
  expect(apart).toEqual(["maxPool2d", "avgPool2d"]);
});

describe("on a network's own numbers", () => {
  useBackend("cpu");
  it.each([
    ["conv2d", { filters: 6, kernel: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 2], groups: 2 }],
    ["depthwiseConv2d", { multiplier: 2, kernel: [3, 3], padding: [1, 1] }],
    ["maxPool2d", { size: [3, 2], stride: [2, 2], padding: [1, 1], ceil: true }],
    ["avgPool2d", { size: [3, 3], stride: [2, 2], padding: [1, 1], ceil: true }],
    ["avgPool2d", { size: [3, 3], stride: [2, 2], padding: [1, 1], countIncludePad: false }],
  ] as const)("every number of %s is the sum of its terms", async (kind, params) => {
    const document = chain(
      [2, 8, 7],
      [
        ["first", "conv2d", { filters: 4, kernel: [3, 3] }],
        ["second", kind, params],
        ["flatten", "flatten"],
        ["fc", "dense", { units: 3 }],
      ],
    );
    const model = build(document);
    const pixels = Float32Array.from({ length: 2 * 8 * 7 }, (_, i) => Math.sin(3 * i) - 0.2);
    const [input, output] = await captureActivations(model, pixels, ["first", "second"]);
    const weights = await model.readWeights();
    const weight = weights.get("second.weight");
    const kernel =
      weight === undefined
        ? null
        : { shape: weight.shape, values: weight.data, bias: weights.get("second.bias")?.data ?? null };
    const node = analyse(document).expanded.nodes.find(({ path }) => path === "second");
    if (input === undefined || output === undefined || node === undefined) throw new Error("not captured");
    const [channels = 0, height = 0, width = 0] = output.shape;
    for (let index = 0; index < channels * height * width; index++) {
      const at = {
        channel: Math.floor(index / (height * width)),
        row: Math.floor(index / width) % height,
        column: index % width,
      };
      const unit = unitOf(kind, node.params, input, kernel, at);
      expect(unit && unitValue(unit)).toBeCloseTo(output.values[index] ?? Number.NaN, 5);
    }
    model.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });
});
