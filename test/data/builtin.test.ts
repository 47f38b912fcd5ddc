import { describe, expect, it } from "vitest";
import { openDataset } from "../../engine/data/open.ts";
import { computeNormalization } from "../../engine/data/process/normalize.ts";
import { sampleGrid } from "../../engine/data/sample-grid.ts";
import { classCounts } from "../../engine/data/split.ts";
import type { Dataset, Split } from "../../engine/data/types.ts";
import { all, codes, expectOk, memoryPorts } from "./support.ts";

const open = async (source: string): Promise<Dataset> =>
  expectOk(await openDataset(source, await memoryPorts({})));

describe.each([
  { name: "glyphs", shape: [1, 28, 28] },
  { name: "scenes", shape: [3, 32, 32] },
])("builtin:$name", ({ name, shape }) => {
  it("has its default sizes, ten balanced classes and values in 0..1", async () => {
    const { info, train, test } = await open(`builtin:${name}`);
    expect(info.shape).toEqual(shape);
    expect([train.length, test.length]).toEqual([6000, 1000]);
    expect(info.classes).toHaveLength(10);
    expect(new Set(info.classes).size).toBe(10);
    expect(await classCounts(test, 10)).toEqual(new Array(10).fill(100));
    const { pixels, labels } = await test.read(all(50));
    expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(pixels.some((value) => value > 0.5)).toBe(true);
    expect([...labels]).toEqual([...(await test.labels()).subarray(0, 50)]);
  });

  it("depends on the seed and the index alone", async () => {
    const a = await open(`builtin:${name}?train=100&test=20&seed=7`);
    const b = await open(`builtin:${name}?train=5000&test=20&seed=7`);
    const forward = await a.train.read([3, 70, 41]);
    const backward = await b.train.read([41, 70, 3]);
    const size = forward.pixels.length / 3;
    expect(forward.pixels.subarray(0, size)).toEqual(backward.pixels.subarray(2 * size));
    expect([...forward.labels]).toEqual([...backward.labels].reverse());
    const other = await open(`builtin:${name}?train=100&test=20&seed=8`);
    expect((await other.train.read([3])).pixels).not.toEqual(forward.pixels.subarray(0, size));
    expect((await a.test.read([3])).pixels).not.toEqual(forward.pixels.subarray(0, size));
  });

  it("has a fingerprint of what it draws", async () => {
    const print = async (options: string) => (await open(`builtin:${name}${options}`)).info.fingerprint;
    expect(await print("?seed=1")).toMatch(/^[0-9a-f]{64}$/);
    expect(await print("?seed=1")).toBe(await print("?seed=1&train=6000"));
    expect(await print("?seed=1")).not.toBe(await print("?seed=2"));
    expect(await print("?seed=1")).not.toBe(await print("?seed=1&test=999"));
  });

  it("shows samples of every class", async () => {
    const { info, test } = await open(`builtin:${name}?test=200`);
    const grid = await sampleGrid(info, test, { perClass: 3 });
    expect([...(grid?.labels ?? [])]).toEqual(all(30).map((i) => Math.floor(i / 3)));
    expect(grid?.rgba).toHaveLength(30 * 4 * (shape[1] as number) * (shape[2] as number));
  });
});

it("draws 6,000 glyphs in a moment", async () => {
  const { train } = await open("builtin:glyphs");
  const start = performance.now();
  await train.read(all(6000));
  expect(performance.now() - start).toBeLessThan(3000);
});

it("gives the same pixels as when it was first written", async () => {
  // A changed generator must raise its version, so that fingerprints of old runs do not match new data.
  const sum = async (source: string): Promise<number> =>
    Math.round(
      (await (await open(source)).train.read(all(20))).pixels.reduce(
        (total, value) => total + value * 255,
        0,
      ),
    );
  expect({
    glyphs: await sum("builtin:glyphs?seed=1"),
    scenes: await sum("builtin:scenes?seed=1"),
  }).toEqual({ glyphs: 447929, scenes: 6781103 });
});

describe("builtin:edges", () => {
  it("is the image of the notes and its vertical edges", async () => {
    const { info, train } = await open("builtin:edges?train=3");
    expect(info).toMatchObject({ task: "regression", shape: [1, 6, 8], targetShape: [1, 6, 7], classes: [] });
    const { pixels, targets, labels } = await train.read([2]);
    expect([...pixels.subarray(0, 8)]).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
    expect([...pixels.subarray(40)]).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
    expect([...(targets ?? [])].slice(0, 7)).toEqual([0, 1, 0, 0, 0, -1, 0]);
    expect(targets).toHaveLength(42);
    expect(labels).toHaveLength(0);
  });

  it("keeps its values, so that the kernel learned is the kernel used", async () => {
    expect(await computeNormalization(await open("builtin:edges"))).toEqual({ mean: [0], std: [1] });
  });
});

it.each([
  ["builtin:digits", "data/unknown-builtin"],
  ["builtin:", "data/unknown-source"],
  ["mnist", "data/unknown-source"],
  ["http://example.org/x", "data/unknown-source"],
  ["__proto__:x", "data/unknown-source"],
  ["builtin:glyphs?trian=5", "data/unknown-option"],
  ["builtin:glyphs?train=0", "data/bad-option"],
  ["builtin:glyphs?train=1e12", "data/bad-option"],
  ["builtin:glyphs?train=", "data/bad-option"],
  ["builtin:glyphs?seed=-1", "data/bad-option"],
  ["builtin:glyphs?seed=1.5", "data/bad-option"],
])("refuses %s", async (source, code) => {
  expect(codes(await openDataset(source, await memoryPorts({})))).toEqual([code]);
});

/** Multinomial logistic regression by gradient descent with momentum, in plain JavaScript. Returns the test accuracy. */
async function linearAccuracy({ info, train, test }: Dataset, steps: number): Promise<number> {
  const size = info.shape.reduce((product, side) => product * side, 1);
  const load = async (split: Split) => {
    const { pixels, labels } = await split.read(all(split.length));
    return { pixels, labels, count: split.length };
  };
  const [fit, check] = [await load(train), await load(test)];
  const mean = fit.pixels.reduce((sum, value) => sum + value, 0) / fit.pixels.length;
  const weights = new Float64Array(11 * size + 11);
  const speed = new Float64Array(weights.length);
  const scores = (pixels: Float32Array, row: number): Float64Array =>
    Float64Array.from({ length: 10 }, (_, k) => {
      let sum = weights[10 * size + k] as number;
      for (let i = 0; i < size; i++)
        sum += (weights[k * size + i] as number) * ((pixels[row * size + i] as number) - mean);
      return sum;
    });
  const batch = 50;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < speed.length; i++) speed[i] = (speed[i] as number) * 0.9;
    for (let b = 0; b < batch; b++) {
      const row = (step * batch + b) % fit.count;
      const logits = scores(fit.pixels, row);
      const top = Math.max(...logits);
      const exp = logits.map((value) => Math.exp(value - top));
      const total = exp.reduce((sum, value) => sum + value, 0);
      for (let k = 0; k < 10; k++) {
        const slope = ((exp[k] as number) / total - (fit.labels[row] === k ? 1 : 0)) / batch;
        for (let i = 0; i < size; i++)
          speed[k * size + i] =
            (speed[k * size + i] as number) + slope * ((fit.pixels[row * size + i] as number) - mean);
        speed[10 * size + k] = (speed[10 * size + k] as number) + slope;
      }
    }
    const rate = 0.05 / (1 + step / 300);
    for (let i = 0; i < speed.length; i++) weights[i] = (weights[i] as number) - rate * (speed[i] as number);
  }
  let right = 0;
  for (let row = 0; row < check.count; row++) {
    const logits = scores(check.pixels, row);
    if (logits.indexOf(Math.max(...logits)) === check.labels[row]) right++;
  }
  return right / check.count;
}

describe("honest work for a network", () => {
  it("a linear classifier stays below 90 % on glyphs, yet learns", async () => {
    const accuracy = await linearAccuracy(await open("builtin:glyphs"), 600);
    expect(accuracy).toBeGreaterThan(0.7);
    expect(accuracy).toBeLessThan(0.9);
  });

  it("a linear classifier is hardly better than chance on scenes", async () => {
    const accuracy = await linearAccuracy(await open("builtin:scenes?train=1500&test=500"), 90);
    expect(accuracy).toBeLessThan(0.25);
  });

  it("colour alone tells nothing in scenes", async () => {
    const { info, train } = await open("builtin:scenes?train=2000");
    const { pixels, labels } = await train.read(all(2000));
    const size = pixels.length / 2000;
    const means = info.classes.map((_, label) => {
      const own = all(2000).filter((row) => labels[row] === label);
      return [0, 1, 2].map((c) => {
        let sum = 0;
        for (const row of own) for (let i = c; i < size; i += 3) sum += pixels[row * size + i] as number;
        return sum / (own.length * (size / 3));
      });
    });
    for (const c of [0, 1, 2]) {
      const values = means.map((mean) => mean[c] as number);
      // The mean of 200 images varies by about 0.015 by chance.
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.08);
    }
  });
});
