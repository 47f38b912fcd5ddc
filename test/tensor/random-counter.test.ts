import { describe, expect, it } from "vitest";
import {
  counterRandom,
  streamKey,
  threefry,
  threefryInto,
  threshold,
} from "../../engine/tensor/random-counter.ts";

const count = 1 << 16;

/** Words of `count` counters after one another. */
function words(key: readonly [number, number], second: number): Uint32Array {
  const out = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) threefryInto(out, 2 * i, key[0], key[1], i, second);
  return out;
}

/** Of counts against an even share; for many degrees of freedom it is normal with mean `n - 1` and variance `2 (n - 1)`. */
function chiSquareDeviation(counts: ArrayLike<number>): number {
  const all = Array.from(counts);
  const expected = all.reduce((sum, n) => sum + n, 0) / all.length;
  const chi = all.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  return (chi - (all.length - 1)) / Math.sqrt(2 * (all.length - 1));
}

describe("Threefry-2x32 with 20 rounds", () => {
  // kat_vectors of Random123, the authors' library; JAX's generator gives the same.
  it.each([
    { key: [0, 0], counter: [0, 0], expected: [0x6b200159, 0x99ba4efe] },
    {
      key: [0xffffffff, 0xffffffff],
      counter: [0xffffffff, 0xffffffff],
      expected: [0x1cb996fc, 0xbb002be7],
    },
    {
      key: [0x13198a2e, 0x03707344],
      counter: [0x243f6a88, 0x85a308d3],
      expected: [0xc4923a9c, 0x483df7a0],
    },
  ] as const)("gives the published words for the key $key", ({ key, counter, expected }) => {
    expect(threefry(key, counter)).toEqual(expected);
  });

  it("spreads bytes evenly, at each of the eight places", () => {
    const bytes = new Uint8Array(words(streamKey(1, "bytes"), 7).buffer);
    for (let place = 0; place < 8; place++) {
      const counts = new Uint32Array(256);
      for (let at = place; at < bytes.length; at += 8) counts[bytes[at] as number]++;
      expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4);
    }
  });

  it("has the mean and the variance of even numbers", () => {
    const unit = Array.from(words(streamKey(2, "mean"), 0), (word) => word / 2 ** 32);
    const mean = unit.reduce((sum, u) => sum + u, 0) / unit.length;
    const variance = unit.reduce((sum, u) => sum + (u - mean) ** 2, 0) / unit.length;
    // Four standard errors of 131,072 draws.
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / unit.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / unit.length));
  });

  it.each([
    { neighbour: "the next counter", other: () => words(streamKey(3, "a"), 0).subarray(2) },
    { neighbour: "the next step", other: () => words(streamKey(3, "a"), 1) },
    { neighbour: "the next seed", other: () => words(streamKey(4, "a"), 0) },
    { neighbour: "another stream", other: () => words(streamKey(3, "b"), 0) },
    { neighbour: "the other word", other: () => words(streamKey(3, "a"), 0).subarray(1) },
  ])("has nothing to do with $neighbour", ({ other }) => {
    const [one, two] = [words(streamKey(3, "a"), 0), other()];
    const pairs = new Uint32Array(256);
    let equalBits = 0;
    for (let i = 0; i < two.length; i++) {
      const [a, b] = [one[i] as number, two[i] as number];
      pairs[(a >>> 28) * 16 + (b >>> 28)]++;
      for (let same = ~(a ^ b) >>> 0; same !== 0; same &= same - 1) equalBits++;
    }
    expect(Math.abs(chiSquareDeviation(pairs))).toBeLessThan(4);
    const bits = 32 * two.length;
    expect(Math.abs(equalBits - bits / 2)).toBeLessThan(4 * Math.sqrt(bits / 4));
  });

  it("changes half of all bits where one bit of key or counter changes", () => {
    let changed = 0;
    for (let bit = 0; bit < 128; bit++) {
      const from = [0x01234567, 0x89abcdef, 0x13572468, 0x0badcafe];
      const to = from.map((word, i) => (i === bit >> 5 ? (word ^ (1 << (bit & 31))) >>> 0 : word));
      const draw = ([a = 0, b = 0, c = 0, d = 0]: number[]) => threefry([a, b], [c, d]);
      const [x, y] = [draw(from), draw(to)];
      const difference = [x[0] ^ y[0], x[1] ^ y[1]];
      for (const word of difference) for (let d = word >>> 0; d !== 0; d &= d - 1) changed++;
    }
    expect(Math.abs(changed - 64 * 64)).toBeLessThan(4 * Math.sqrt((128 * 64) / 4));
  });
});

describe("the draws of a counter", () => {
  const draws = (counter: readonly [number, number]) => counterRandom(streamKey(9, "test"), counter);

  it("are the same for the same counter, whatever was drawn elsewhere", () => {
    const [one, two] = [draws([5, 1]), draws([5, 1])];
    draws([6, 1]).bits();
    expect(Array.from({ length: 9 }, one.bits)).toEqual(Array.from({ length: 9 }, two.bits));
    expect(draws([5, 2]).bits()).not.toBe(draws([5, 1]).bits());
  });

  it("are whole numbers below a bound, each as often", () => {
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) counts[draws([i, 0]).int(7)]++;
    expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4);
    expect(draws([1, 1]).int(1)).toBe(0);
  });

  it("are exact where a float32 holds them", () => {
    for (let i = 0; i < 1000; i++) {
      const value = draws([i, 2]).next();
      expect(Math.fround(value)).toBe(value);
      expect(value).toBeLessThan(1);
    }
  });

  it("happen with their probability, always and never included", () => {
    const share = (p: number): number =>
      Array.from({ length: 20_000 }, (_, i) => draws([i, 3]).chance(p)).filter(Boolean).length / 20_000;
    expect([share(0), share(1)]).toEqual([0, 1]);
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 20_000));
    expect([threshold(0), threshold(0.5), threshold(1)]).toEqual([0, 2 ** 31, 2 ** 32 - 1]);
  });

  it("are normal", () => {
    const values = Array.from({ length: 20_000 }, (_, i) => draws([i, 4]).normal());
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(values.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  });
});

it("tells streams, seeds and large seeds apart", () => {
  const keys = [
    streamKey(1, "a"),
    streamKey(1, "b"),
    streamKey(2, "a"),
    streamKey(2 ** 40 + 1, "a"),
    streamKey(-1, "a"),
    streamKey(2 ** 32 - 1, "a"),
  ];
  expect(new Set(keys.map(String)).size).toBe(keys.length);
});
