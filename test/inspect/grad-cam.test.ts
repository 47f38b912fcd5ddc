/** Against PyTorch's gradients; the fixture comes from torch/grad_cam.py. */
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { captureActivations } from "../../engine/inspect/activations.ts";
import { gradCam } from "../../engine/inspect/grad-cam.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";
import { build, chain } from "../training/networks.ts";
import { useBackend } from "../training/use-backend.ts";
import fixture from "./torch/grad-cam.json" with { type: "json" };

const network = () =>
  chain(
    [2, 10, 8],
    [
      ["conv1", "conv2d", { filters: 5, kernel: [3, 3], padding: [1, 1] }],
      ["norm", "batchNorm"],
      ["act1", "relu"],
      ["pool", "maxPool2d", { size: [2, 2], stride: [2, 2] }],
      ["conv2", "conv2d", { filters: 4, kernel: [3, 3] }],
      ["act2", "relu"],
      ["flatten", "flatten"],
      ["fc", "dense", { units: 3 }],
    ],
  );

const channels: Readonly<Record<string, number>> = { conv1: 5, act1: 5, pool: 5, conv2: 4, act2: 4 };

function trained(): Model {
  const model = build(network());
  const weights = Object.entries(fixture.weights).map(
    ([path, { shape, data }]) => [path, { shape, data: Float32Array.from(data) }] as const,
  );
  expect(model.writeWeights(new Map(weights))).toEqual({ missing: [], unexpected: [], mismatched: [] });
  return model;
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  useBackend(backend);
  const pixels = Float32Array.from(fixture.input);

  it.each(fixture.cases)("$path, class $label, as PyTorch", async ({ path, label, shape, values }) => {
    const model = trained();
    const [height = 0, width = 0] = shape;
    const found = await gradCam({ model, pixels, path, shape: [channels[path] ?? 0, height, width], label });
    expect([found.height, found.width, found.label]).toEqual([height, width, label]);
    expect(values.some((value) => value > 0) || found.values.every((value) => value === 0)).toBe(true);
    for (const [i, value] of found.values.entries()) {
      expect(Math.abs(value - (values[i] ?? Number.NaN))).toBeLessThan(1e-4);
    }
    model.dispose();
  });

  it("takes the most probable class unless told", async () => {
    const model = trained();
    const found = await gradCam({ model, pixels, path: "conv2", shape: [4, 3, 2], label: null });
    expect(found.label).toBe(fixture.best);
    model.dispose();
  });

  it("keeps no tensor behind, in either way of looking", async () => {
    const model = trained();
    const before = tf.memory().numTensors;
    await gradCam({ model, pixels, path: "conv1", shape: [5, 10, 8], label: 0 });
    await captureActivations(model, pixels, ["conv1", "pool", "fc"]);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("sends the first channels when asked, with figures over all", async () => {
    const model = trained();
    const [all] = await captureActivations(model, pixels, ["act1"]);
    const [some] = await captureActivations(model, pixels, ["act1"], 2);
    expect(all?.values.length).toBe(5 * 80);
    expect(some?.values).toEqual(all?.values.slice(0, 160));
    expect({ ...some, values: null }).toEqual({ ...all, values: null });
    expect(all?.histogram.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(all?.zeros).toBe((all?.values.filter((value) => value === 0).length ?? 0) / 400);
    model.dispose();
  });
});
