import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { findLearningRate, type RatePoint, steepestDescent } from "../../engine/training/lr-finder.ts";
import { build } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import { smallDocument, smallSettings, stripes } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

describe("the learning-rate finder", () => {
  useBackend("cpu");
  const settings = smallSettings({ optimizer: optimizerSettings(), clipNorm: 0 });
  const normalization = { mean: [0.4], std: [0.25] };

  it("raises the rate exponentially, ends where the loss explodes, and puts the network back", async () => {
    const model = build(smallDocument());
    const weights = await model.readWeights();
    const before = memory().numTensors;
    const dataset = stripes(50, 0);
    const result = await findLearningRate({
      model,
      dataset,
      settings,
      normalization,
      from: 1e-4,
      to: 1e4,
      steps: 81,
    });
    if (!result.ok) throw new Error(result.problems[0]?.message);
    const { points, suggestion } = result.value;
    expect(points.length).toBeGreaterThan(20);
    expect(points.length).toBeLessThan(81);
    for (const [i, { learningRate }] of points.entries()) {
      expect(learningRate / (1e-4 * 10 ** (i / 10))).toBeCloseTo(1, 9);
    }
    expect(suggestion).toBeGreaterThan(1e-4);
    expect(suggestion).toBeLessThan(points.at(-1)?.learningRate as number);
    expect(await model.readWeights()).toEqual(weights);
    expect(memory().numTensors).toBe(before);
    model.dispose();
  });

  it("stops when it is told to, and refuses what a run would refuse", async () => {
    const model = build(smallDocument());
    const seen: RatePoint[] = [];
    const onPoint = (point: RatePoint): boolean => seen.push(point) < 3;
    const search = { model, dataset: stripes(20, 0), settings, normalization };
    const stopped = await findLearningRate({ ...search, onPoint });
    expect(stopped.ok && stopped.value.points).toEqual(seen);
    expect(seen).toHaveLength(3);
    const refused = await findLearningRate({ ...search, dataset: stripes(0, 0) });
    expect(refused.ok ? [] : refused.problems.map(({ code }) => code)).toEqual(["training/no-samples"]);
    model.dispose();
  });

  it("suggests the rate where the curve falls fastest over the logarithm of the rate", () => {
    const curve = [3, 2.9, 2.5, 1.2, 1, 1.1, 4].map((smoothed, i) => ({
      learningRate: 10 ** (i - 5),
      loss: smoothed,
      smoothed,
    }));
    expect(steepestDescent(curve)).toBeCloseTo(1e-3, 12);
    expect(steepestDescent(curve.map((point, i) => ({ ...point, smoothed: i })))).toBeNull();
    expect(steepestDescent([])).toBeNull();
  });
});
