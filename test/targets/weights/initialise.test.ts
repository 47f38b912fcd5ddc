import { describe, expect, test } from "vitest";
import type { Initializer, WeightSpec } from "../../../engine/layers/spec.ts";
import { initialWeight } from "../../../engine/targets/weights/initialise.ts";

const SIZE = 40_000;
const spec = (type: Initializer, more: Partial<WeightSpec["init"]> = {}): WeightSpec => ({
  name: "weight",
  shape: [200, 200],
  trainable: true,
  fanIn: 75,
  fanOut: 25,
  init: { type, ...more },
});

function statistics(data: Float32Array) {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { mean, std: Math.sqrt(variance), largest };
}

/** Formulas of torch.nn.init for fan in 75, fan out 25. */
const UNIFORM: readonly (readonly [Initializer, number])[] = [
  ["pytorch", 1 / Math.sqrt(75)],
  ["xavier-uniform", Math.sqrt(6 / 100)],
  ["he-uniform", Math.sqrt(6 / 75)],
];
const NORMAL: readonly (readonly [Initializer, number])[] = [
  ["xavier-normal", Math.sqrt(2 / 100)],
  ["he-normal", Math.sqrt(2 / 75)],
];

describe("distributions", () => {
  test.each(UNIFORM)("%s is uniform within its bound", (type, bound) => {
    const { mean, std, largest } = statistics(initialWeight(spec(type), "w", 1).data);
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.999 * bound);
    expect(std / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
    expect(Math.abs(mean)).toBeLessThan((4 * bound) / Math.sqrt(3 * SIZE));
  });
  test.each(NORMAL)("%s is normal with its deviation", (type, deviation) => {
    const { mean, std, largest } = statistics(initialWeight(spec(type), "w", 1).data);
    expect(std / deviation).toBeCloseTo(1, 1);
    expect(largest).toBeGreaterThan(3 * deviation);
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(SIZE));
  });
  test("normal and constant take their parameters", () => {
    const { mean, std } = statistics(initialWeight(spec("normal", { mean: 3, std: 0.5 }), "w", 1).data);
    expect(mean).toBeCloseTo(3, 1);
    expect(std).toBeCloseTo(0.5, 1);
    expect(new Set(initialWeight(spec("constant", { value: 0.25 }), "w", 1).data)).toEqual(new Set([0.25]));
  });
});

test("a seed and a path mean the same values, another seed or path others", () => {
  const draw = (path: string, seed: number) => initialWeight(spec("he-normal"), path, seed).data;
  expect(draw("a.weight", 5)).toEqual(draw("a.weight", 5));
  expect(draw("a.weight", 6)).not.toEqual(draw("a.weight", 5));
  expect(draw("b.weight", 5)).not.toEqual(draw("a.weight", 5));
});
