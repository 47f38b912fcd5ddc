import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes, formatCompact, formatExact } from "../../../renderer/ui/format.ts";
import { readNumber, stepNumber } from "../../../renderer/ui/numberText.ts";

const limits = { min: 1, max: 255, integer: true, expressions: false };

describe("reading", () => {
  it.each([
    ["7", 7],
    [" 7 ", 7],
    ["1e2", 100],
    ["0", null],
    ["256", null],
    ["3.5", null],
    ["", null],
    ["x", null],
    ["=a", null],
    ["Infinity", null],
  ])("%j is %j", (text, expected) => {
    expect(readNumber(text, limits)).toBe(expected);
  });

  it("takes expressions where they are allowed, and decimals with a comma", () => {
    expect(readNumber("=channels * 2", { ...limits, expressions: true })).toBe("=channels * 2");
    expect(readNumber("=", { ...limits, expressions: true })).toBeNull();
    expect(readNumber("0,5", { min: 0, max: 1, integer: false, expressions: false })).toBe(0.5);
  });
});

describe("stepping", () => {
  it("stays within the limits and on the grid", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), fc.integer({ min: -400, max: 400 }), (from, steps) => {
        const next = stepNumber(from, steps, 1, limits);
        expect(next).toBe(Math.min(255, Math.max(1, from + steps)));
      }),
    );
  });

  it("does not drift in decimals", () => {
    const wide = { min: 0, max: 10, integer: false, expressions: false };
    let value = 0;
    for (let count = 0; count < 30; count++) value = stepNumber(value, 1, 0.1, wide);
    expect(value).toBe(3);
  });
});

describe("showing", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [61_706, "61.7 k"],
    [999_949, "1.00 M"],
    [1_500_000_000, "1.50 G"],
    [138_357_544, "138 M"],
  ])("%i is %s", (value, expected) => {
    expect(formatCompact(value)).toBe(expected);
  });

  it("writes numbers out and bytes with their unit", () => {
    expect(formatExact(1_234_567)).toBe("1,234,567");
    expect([formatBytes(0), formatBytes(1536), formatBytes(3 * 1024 ** 3)]).toEqual([
      "0 B",
      "1.50 KiB",
      "3.00 GiB",
    ]);
  });
});
