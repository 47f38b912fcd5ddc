import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSeries, inUnits, smooth, stepsPerEpoch, thin } from "../../../renderer/training/series.ts";

const columns = (steps: readonly number[], loss = (step: number): number => step) => {
  const of = (pick: (step: number) => number) => Float64Array.from(steps, pick);
  return {
    step: of((s) => s),
    epoch: of(() => 1),
    loss: of(loss),
    learningRate: of(() => 0.1),
    elapsedMs: of((s) => s),
  };
};

describe("a series", () => {
  it("grows beyond its first capacity without losing a value", () => {
    const series = createSeries();
    for (let from = 1; from <= 5000; from += 50) {
      series.push(columns(Array.from({ length: 50 }, (_, i) => from + i)));
    }
    expect(series.length).toBe(5000);
    expect([...series.step.subarray(0, 5000)]).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
  });

  it("lets a resumed run take the place of the steps it repeats", () => {
    const series = createSeries();
    series.push(columns([1, 2, 3, 4, 5]));
    series.push(columns([4, 5, 6], (step) => -step));
    expect([...series.step.subarray(0, series.length)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...series.loss.subarray(0, series.length)]).toEqual([1, 2, 3, -4, -5, -6]);
  });
});

describe("thinning", () => {
  it("keeps the ends of each bucket's range, in order, whatever the numbers", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
      maxLength: 900,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (list, buckets) => {
        const x = Float64Array.from(list, (_, i) => i);
        const y = Float64Array.from(list);
        const thinned = thin(x, y, list.length, buckets);
        expect(Math.max(...thinned.y)).toBe(Math.max(...list));
        expect(Math.min(...thinned.y)).toBe(Math.min(...list));
        expect(thinned.x.length).toBeLessThanOrEqual(Math.max(Math.min(list.length, 2 * buckets), 1));
        for (let i = 1; i < thinned.x.length; i++)
          expect(thinned.x[i]).toBeGreaterThan(thinned.x[i - 1] as number);
      }),
    );
  });
});

describe("smoothing", () => {
  it("leaves a constant as it is from the first value on", () => {
    for (const value of smooth(new Float64Array(20).fill(3), 20, 0.9)) expect(value).toBeCloseTo(3, 12);
  });
  it("is the weighted mean of all before", () => {
    const [, , third] = smooth(Float64Array.of(1, 2, 4), 3, 0.5);
    expect(third).toBeCloseTo((0.25 * 1 + 0.5 * 2 + 1 * 4) / 1.75, 12);
  });
  it("without memory gives the values themselves", () => {
    expect([...smooth(Float64Array.of(5, 1, 9), 3, 0)]).toEqual([5, 1, 9]);
  });
});

describe("a part of a long curve", () => {
  const length = 100_000;
  const x = Float64Array.from({ length }, (_, i) => i + 1);
  const y = Float64Array.from({ length }, (_, i) => Math.sin(i));

  it("is drawn with the points of that part, and one to each side", () => {
    const part = thin(x, y, length, 600, [50_000.5, 50_010]);
    expect([...part.x]).toEqual(Array.from({ length: 12 }, (_, i) => 50_000 + i));
  });

  it("is thinned within itself, and stays inside what there is", () => {
    const part = thin(x, y, length, 600, [90_000, 200_000]);
    expect(part.x.length).toBeLessThanOrEqual(1200);
    expect(part.x.length).toBeGreaterThan(1000);
    expect(part.x[0]).toBeGreaterThanOrEqual(89_999);
    expect(part.x.at(-1)).toBeLessThanOrEqual(length);
    expect(thin(x, y, length, 600, [-5, 0]).x.length).toBeGreaterThan(0);
  });
});

describe("an axis of epochs", () => {
  it("takes its unit from the finished epochs, otherwise from the plan", () => {
    expect(stepsPerEpoch([{ epoch: 1, step: 15 }], 0, 6)).toBe(15);
    expect(stepsPerEpoch([{ epoch: 3, step: 45 }], 0, 6)).toBe(15);
    expect(stepsPerEpoch([], 90, 6)).toBe(15);
    expect([stepsPerEpoch([], 0, 6), stepsPerEpoch([], 90, 0)]).toEqual([1, 1]);
  });

  it("puts the last step of each epoch on its number, and leaves the steps as they are", () => {
    const steps = Float64Array.from([5, 15, 30, 45]);
    expect([...inUnits(steps, 15)]).toEqual([1 / 3, 1, 2, 3]);
    expect([...steps]).toEqual([5, 15, 30, 45]);
    expect(inUnits(steps, 1)).toBe(steps);
  });
});
