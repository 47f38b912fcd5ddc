import { describe, expect, it } from "vitest";
import { noAugmentation } from "../../engine/data/augment/augment.ts";
import { createBatches, epochOrder, stepsPerEpoch } from "../../engine/data/batches.ts";
import { memoryDataset } from "../../engine/data/memory.ts";
import type { Batch, BatchOptions, Dataset, Samples } from "../../engine/data/types.ts";
import { all } from "./support.ts";

const COUNT = 23;
const part = {
  pixels: Uint8Array.from(all(COUNT * 16), (i) => (i * 31) % 256),
  labels: all(COUNT).map((i) => i % 3),
};
const dataset = (): Dataset =>
  memoryDataset({ title: "t", shape: [1, 4, 4], classes: ["a", "b", "c"], train: part, test: part });

const settings = { flip: 0.5, crop: 1, rotation: 10, color: 0.2, cutout: 2, mixup: 0.5 };

function options(changes: Partial<BatchOptions> = {}): BatchOptions {
  const { info, train } = dataset();
  return {
    info,
    split: train,
    batchSize: 5,
    order: "shuffled",
    seed: 9,
    epoch: 2,
    normalization: { mean: [0.5], std: [0.25] },
    ...changes,
  };
}

async function collect(changes: Partial<BatchOptions> = {}): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of createBatches(options(changes))) batches.push(batch);
  return batches;
}

describe("an epoch", () => {
  it("sees every sample once, in an order of seed and epoch alone", async () => {
    const batches = await collect();
    expect(batches.map(({ step, count }) => [step, count])).toEqual([
      [0, 5],
      [1, 5],
      [2, 5],
      [3, 5],
      [4, 3],
    ]);
    const indices = batches.flatMap(({ indices: own }) => [...own]);
    expect(indices).toEqual([...epochOrder(COUNT, 9, 2)]);
    expect(indices.toSorted((a, b) => a - b)).toEqual(all(COUNT));
    expect([...epochOrder(COUNT, 9, 3)]).not.toEqual(indices);
    expect([...epochOrder(COUNT, 8, 2)]).not.toEqual(indices);
    expect(stepsPerEpoch(COUNT, 5)).toBe(5);
  });

  it("goes in file order where asked", async () => {
    const indices = (await collect({ order: "sequential" })).flatMap(({ indices: own }) => [...own]);
    expect(indices).toEqual(all(COUNT));
  });

  it("normalises, and keeps labels beside their samples", async () => {
    for (const { indices, pixels, labels } of await collect()) {
      indices.forEach((index, row) => {
        expect(labels[row]).toBe(index % 3);
        expect(pixels[row * 16]).toBeCloseTo((((index * 16 * 31) % 256) / 255 - 0.5) / 0.25, 5);
      });
    }
  });
});

describe("a resume", () => {
  it("continues with the very batches of the unbroken epoch, augmented", async () => {
    const augment = settings;
    const whole = await collect({ augment });
    for (const fromStep of [1, 3, 4, 5]) {
      expect(await collect({ augment, fromStep })).toEqual(whole.slice(fromStep));
    }
  });

  it("gives the same however far it reads ahead", async () => {
    expect(await collect({ prefetch: 0, augment: settings })).toEqual(
      await collect({ prefetch: 7, augment: settings }),
    );
  });
});

describe("augmentation in batches", () => {
  it("does not depend on the batch a sample is in", async () => {
    const rows = async (batchSize: number, order: "shuffled" | "sequential") => {
      const found = new Map<number, string>();
      for (const batch of await collect({ batchSize, order, augment: settings }))
        batch.indices.forEach((index, row) => {
          const pixels = [...batch.pixels.subarray(row * 16, (row + 1) * 16)];
          found.set(
            index,
            JSON.stringify([pixels, [...(batch.softLabels ?? []).slice(row * 3, row * 3 + 3)]]),
          );
        });
      return [...found].sort(([a], [b]) => a - b);
    };
    expect(await rows(5, "shuffled")).toEqual(await rows(7, "sequential"));
  });

  it("differs from epoch to epoch", async () => {
    const [a] = await collect({ order: "sequential", augment: settings });
    const [b] = await collect({ order: "sequential", augment: settings, epoch: 3 });
    expect(a?.pixels).not.toEqual(b?.pixels);
  });

  it("gives soft labels that sum to one and name the sample's own class", async () => {
    const batches = await collect({ augment: { ...noAugmentation, mixup: 0.8 } });
    let mixed = 0;
    for (const { softLabels = new Float32Array(), labels, count } of batches) {
      expect(softLabels).toHaveLength(count * 3);
      for (let row = 0; row < count; row++) {
        const soft = softLabels.subarray(row * 3, row * 3 + 3);
        expect(soft.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
        expect(soft[labels[row] as number]).toBeGreaterThan(0);
        if (soft.filter((value) => value > 0.01).length > 1) mixed++;
      }
    }
    expect(mixed).toBeGreaterThan(5);
  });

  it("has no soft labels without mix-up", async () => {
    const [batch] = await collect({ augment: { ...settings, mixup: 0 } });
    expect(batch && "softLabels" in batch).toBe(false);
  });
});

it("mixes targets of a regression", async () => {
  const table = {
    pixels: Float32Array.from(all(8)),
    labels: [],
    targets: Float32Array.from(all(8), (i) => 10 * i),
  };
  const { info, train } = memoryDataset({
    title: "t",
    shape: [1],
    classes: [],
    targetShape: [1],
    train: table,
    test: table,
  });
  const batches = await collect({
    info,
    split: train,
    batchSize: 8,
    normalization: { mean: [0], std: [1] },
    augment: { ...settings, mixup: 1 },
  });
  const [batch] = batches;
  expect(batch?.labels).toHaveLength(0);
  expect(batch && "softLabels" in batch).toBe(false);
  expect(batch?.targets).toHaveLength(8);
  batch?.targets?.forEach((target, row) => {
    expect(target).toBeCloseTo(10 * (batch.pixels[row] as number), 4);
  });
  expect([...(batch?.pixels ?? [])]).not.toEqual([...epochOrder(8, 9, 2)]);
});

describe("trouble", () => {
  it("skips a batch whose files are all gone, and keeps the other steps' numbers", async () => {
    const { train } = dataset();
    const lost = new Set(epochOrder(COUNT, 9, 2).subarray(5, 11));
    const split = {
      ...train,
      read: (indices: ArrayLike<number>): Promise<Samples> =>
        train.read(Array.from(indices).filter((index) => !lost.has(index))),
    };
    const batches = await collect({ split });
    expect(batches.map(({ step, count }) => [step, count])).toEqual([
      [0, 5],
      [2, 4],
      [3, 5],
      [4, 3],
    ]);
  });

  it("hands on a bug of the split, and only when its batch is due", async () => {
    const { train } = dataset();
    let reads = 0;
    const split = {
      ...train,
      read: async (indices: ArrayLike<number>): Promise<Samples> => {
        if (reads++ === 2) throw new Error("broken");
        return train.read(indices);
      },
    };
    const seen: number[] = [];
    await expect(async () => {
      for await (const { step } of createBatches(options({ split }))) seen.push(step);
    }).rejects.toThrow("broken");
    expect(seen).toEqual([0, 1]);
  });

  it("can be left early", async () => {
    for await (const { step } of createBatches(options())) if (step === 1) break;
    expect(await collect()).toHaveLength(5);
  });
});
