import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFingerprint } from "../../engine/data/fingerprint.ts";
import { createLimiter, mapLimited } from "../../engine/data/limiter.ts";
import { blobFiles, memoryDataset } from "../../engine/data/memory.ts";
import { arraySplit, classCounts, drawParts, subset } from "../../engine/data/split.ts";
import { all } from "./support.ts";

describe("drawing a test part", () => {
  it("takes the share of each class, without overlap, the same each time", () => {
    const labels = all(200).map((i) => (i % 10 === 0 ? 1 : 0));
    const { train, test } = drawParts(labels, 0.2, 5);
    expect(test).toHaveLength(40);
    expect([...test].filter((index) => labels[index] === 1)).toHaveLength(4);
    expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(all(200));
    expect(drawParts(labels, 0.2, 5)).toEqual({ train, test });
    expect(drawParts(labels, 0.2, 6).test).not.toEqual(test);
  });

  it("keeps every class in training, and in testing from two samples on", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        fc.nat(),
        (labels, fraction, seed) => {
          const { train, test } = drawParts(labels, fraction, seed);
          expect(train.length + test.length).toBe(labels.length);
          for (const label of new Set(labels)) {
            const inPart = (part: Uint32Array) => part.some((index) => labels[index] === label);
            expect(inPart(train)).toBe(true);
            expect(inPart(test)).toBe(labels.filter((other) => other === label).length > 1);
          }
        },
      ),
    );
  });
});

describe("a subset", () => {
  const whole = arraySplit({
    pixels: Float32Array.from(all(6)),
    sampleSize: 1,
    length: 6,
    labels: Int32Array.from([0, 1, 0, 1, 0, 1]),
  });

  it("renumbers samples and labels", async () => {
    const some = subset(whole, Uint32Array.of(5, 2, 4));
    expect(some.length).toBe(3);
    const samples = await some.read([2, 0]);
    expect([...samples.pixels]).toEqual([4, 5]);
    expect([...samples.indices]).toEqual([2, 0]);
    expect([...(await some.labels())]).toEqual([1, 0, 0]);
    expect(await classCounts(some, 2)).toEqual([2, 1]);
  });

  it("knows which samples were left out", async () => {
    const lossy = {
      ...whole,
      read: (wanted: ArrayLike<number>) => whole.read(Array.from(wanted).filter((index) => index !== 2)),
    };
    const samples = await subset(lossy, Uint32Array.of(5, 2, 4)).read([1, 2, 0]);
    expect([...samples.indices]).toEqual([2, 0]);
    expect([...samples.pixels]).toEqual([4, 5]);
  });
});

describe("a data set in memory", () => {
  const part = { pixels: Uint8Array.of(0, 255, 51, 102), labels: [0, 1] };
  const base = { title: "t", shape: [2], classes: ["a", "b"], train: part, test: part };

  it("scales bytes to 0..1", async () => {
    const { pixels, labels } = await memoryDataset(base).train.read([1, 0]);
    expect([...pixels].map((value) => Math.round(value * 1000))).toEqual([200, 400, 0, 1000]);
    expect([...labels]).toEqual([1, 0]);
  });

  it("has a fingerprint of its values", () => {
    const print = (options: typeof base) => memoryDataset(options).info.fingerprint;
    expect(print(base)).toBe(print({ ...base, title: "other" }));
    expect(print(base)).not.toBe(print({ ...base, train: { ...part, labels: [1, 0] } }));
    expect(print(base)).not.toBe(print({ ...base, classes: ["a", "c"] }));
  });

  it.each([
    { ...base, train: { ...part, pixels: Uint8Array.of(1, 2, 3) } },
    { ...base, train: { ...part, labels: [0] } },
    { ...base, train: { ...part, labels: [0, 2] } },
    { ...base, targetShape: [1] },
  ])("throws where the arrays disagree", (options) => {
    expect(() => memoryDataset(options)).toThrow(RangeError);
  });
});

it("lists dropped files and the folders they lie in", async () => {
  const files = blobFiles("drop", [
    { path: "b/c/2.txt", blob: new Blob(["hello"]) },
    { path: "a.txt", blob: new Blob(["x"]) },
  ]);
  expect(await files.list()).toEqual(["a.txt", "b/c/2.txt"]);
  expect(await files.folders()).toEqual(["b", "b/c"]);
  expect(await files.size("b/c/2.txt")).toBe(5);
  expect(new TextDecoder().decode(await files.read("b/c/2.txt", 1, 3))).toBe("el");
  await expect(files.size("nothing")).rejects.toThrow("nothing");
});

it("tells parts apart in a fingerprint", () => {
  const print = (...parts: string[]) =>
    parts.reduce((hash, part) => hash.add(part), createFingerprint("test")).hex();
  expect(print("ab", "c")).not.toBe(print("a", "bc"));
  expect(print("abc")).toBe(print("abc"));
  // SHA-256 of "4:test", so that nobody changes the hash unnoticed.
  expect(print()).toBe("f5cb73c99d8b5540abbf89c93a8f4ef5ecc30b7b5d8dc7a2372ef59be0e3093a");
});

describe("limits on what runs at once", () => {
  it("holds back and keeps the order of results", async () => {
    let running = 0;
    let most = 0;
    const task = async (value: number): Promise<number> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5 - (value % 5)));
      running--;
      return value * 2;
    };
    expect(await mapLimited(all(12), 3, task)).toEqual(all(12).map((value) => value * 2));
    expect(most).toBe(3);
    most = 0;
    const limiter = createLimiter(2);
    await Promise.all(all(10).map((value) => limiter.run(() => task(value))));
    expect(most).toBe(2);
  });

  it("goes on after a task that failed", async () => {
    const limiter = createLimiter(1);
    const bad = limiter.run(async () => {
      throw new Error("no");
    });
    const good = limiter.run(async () => 7);
    await expect(bad).rejects.toThrow("no");
    expect(await good).toBe(7);
  });
});
