import fc from "fast-check";
import { expect, test } from "vitest";
import { type Packable, pack } from "../../engine/kernels/webgpu/packing.ts";
import { upTo } from "./geometries.ts";

const ALIGNMENT = 256;
const WITHOUT_END = { most: Number.POSITIVE_INFINITY, alignment: ALIGNMENT };
const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, bytes) => sum + bytes, 0);
const round = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

const drawn = fc.array(fc.record({ bytes: upTo(5000, 4), first: upTo(40, 0), length: upTo(15, 0) }), {
  minLength: 1,
  maxLength: 60,
});
const tensors = fc
  .tuple(drawn, fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 60 }))
  .map(([all, pairs]): readonly Packable[] => {
    const apart = all.map(() => new Set<number>());
    for (const [a, b] of pairs) {
      if (a === b || a >= all.length || b >= all.length) continue;
      apart[a]?.add(b);
      apart[b]?.add(a);
    }
    return all.map(({ bytes, first, length }, i) => {
      return { bytes, first, last: first + length, apart: apart[i] ?? new Set() };
    });
  });

test("tensors that are there at once never overlap, and some are in different buffers", () => {
  const present = fc.array(upTo(8000), { maxLength: 3 });
  const property = fc.property(tensors, upTo(9000), present, (all, most, given) => {
    const { places, buffers } = pack(all, { most, alignment: ALIGNMENT, given });
    expect(buffers.slice(0, given.length)).toEqual(given);
    for (const [i, a] of all.entries()) {
      const at = places[i] as (typeof places)[number];
      expect(at.offset % ALIGNMENT).toBe(0);
      expect(at.offset + a.bytes).toBeLessThanOrEqual(buffers[at.buffer] as number);
      for (const [j, b] of all.entries()) {
        const other = places[j] as (typeof places)[number];
        if (i === j || at.buffer !== other.buffer) continue;
        expect(a.apart.has(j)).toBe(false);
        if (a.last < b.first || b.last < a.first) continue;
        const separate = at.offset + a.bytes <= other.offset || other.offset + b.bytes <= at.offset;
        expect(separate).toBe(true);
      }
    }
    const largest = Math.max(...all.map(({ bytes }) => round(bytes)));
    expect(Math.max(...buffers)).toBeLessThanOrEqual(Math.max(most, largest, ...given));
  });
  fc.assert(property, { numRuns: 300 });
});

test("a chain of layers and the way back take little more than what is there at once", () => {
  const sizes = Array.from({ length: 30 }, (_, i) => 1000 * (1 + ((i * 7) % 11)));
  const moments = 2 * sizes.length;
  const all: Packable[] = sizes.flatMap((bytes, i) => {
    const neighbours = (k: number) => new Set([2 * k, 2 * (k + 1), 2 * (k - 1)].filter((at) => at !== 2 * k));
    return [
      { bytes, first: i, last: moments - i, apart: neighbours(i) },
      { bytes, first: moments - i - 1, last: moments - i, apart: new Set<number>() },
    ];
  });
  const there = Array.from({ length: moments + 1 }, (_, at) =>
    all
      .filter(({ first, last }) => first <= at && at <= last)
      .reduce((sum, { bytes }) => sum + round(bytes), 0),
  );
  const total = sumOf(pack(all, WITHOUT_END).buffers);
  expect(total).toBeLessThan(1.1 * Math.max(...there));
});
