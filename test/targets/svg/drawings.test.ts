import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../engine/document/parse.ts";
import { GLYPHS } from "../../../engine/targets/svg/drawings.ts";
import { formatBytes, formatCount } from "../../../engine/targets/svg/format.ts";
import { miniature } from "../../../engine/targets/svg/miniature.ts";
import { keep, keepAll, same } from "../../../engine/targets/svg/reuse.ts";
import { tensorDrawing } from "../../../engine/targets/svg/tensorBox.ts";
import { THEMES } from "../../../engine/targets/svg/theme.ts";
import { contrast, tokens } from "./colours.ts";

const numbers = (d: string): readonly number[] => (d.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
const extent = (shape: readonly number[], axis: 0 | 1): number => {
  const all = tensorDrawing(shape).faces.flatMap(({ d }) =>
    numbers(d).filter((_, index) => index % 2 === axis),
  );
  return Math.max(...all) - Math.min(...all);
};

describe("the drawing of a tensor", () => {
  it("grows with the spatial size and with the channels, and stays in its square", () => {
    expect(extent([64, 112, 112], 1)).toBeGreaterThan(extent([64, 14, 14], 1));
    expect(extent([512, 14, 14], 0)).toBeGreaterThan(extent([16, 14, 14], 0));
    expect(extent([4096], 1)).toBeGreaterThan(extent([10], 1));
    const size = fc.integer({ min: 1, max: 65_536 });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(size), fc.tuple(size, size, size)), (shape) => {
        const all = tensorDrawing(shape).faces.flatMap(({ d }) => numbers(d));
        expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...all)).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("silhouettes", () => {
  it("differ between all families", () => {
    const drawn = Object.values(GLYPHS).map((strokes) => strokes.map(({ d }) => d).join(" "));
    expect(new Set(drawn).size).toBe(drawn.length);
  });
  it("stay in their square", () => {
    for (const strokes of Object.values(GLYPHS)) {
      for (const { d } of strokes) {
        for (const value of numbers(d)) expect(Math.abs(value)).toBeLessThanOrEqual(16);
      }
    }
  });
});

describe("colours", () => {
  it.each(["light", "dark"] as const)("%s: families pass 3:1 and texts 4.5:1 against the node", (name) => {
    const { node, tones, text, secondText, thirdText } = THEMES[name];
    for (const [tone, colour] of Object.entries(tones))
      expect(contrast(colour, node), tone).toBeGreaterThan(3);
    for (const colour of [text, secondText, thirdText]) expect(contrast(colour, node)).toBeGreaterThan(4.5);
  });
  it.each(["light", "dark"] as const)("%s: are those of the interface", (name) => {
    const table = tokens(name);
    const { tones, text, secondText, thirdText, wire, bad, warning, canvas } = THEMES[name];
    for (const [tone, colour] of Object.entries(tones)) {
      const token = table.get(`--family-${tone}`);
      if (token !== undefined) expect(colour.toLowerCase(), tone).toBe(token);
    }
    expect(
      [text, secondText, thirdText, wire, bad, warning, canvas].map((colour) => colour.toLowerCase()),
    ).toEqual(
      ["text", "text-2", "text-3", "wire", "bad", "warning", "canvas"].map((token) =>
        table.get(`--${token}`),
      ),
    );
  });
});

it("draws every block that comes with the program inside its picture", () => {
  const folder = new URL("../../../templates/blocks/", import.meta.url);
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const parsed = parseDocument(readFileSync(new URL(name, folder), "utf8"));
    if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
    for (const block of Object.values(parsed.value.blocks)) {
      const { nodes, dot } = miniature(block, 46, 28);
      expect(nodes.length).toBeGreaterThan(0);
      for (const { x, y } of nodes) {
        expect(x - dot / 2).toBeGreaterThanOrEqual(-0.1);
        expect(x + dot / 2).toBeLessThanOrEqual(46.1);
        expect(y - dot / 2).toBeGreaterThanOrEqual(-0.1);
        expect(y + dot / 2).toBeLessThanOrEqual(28.1);
      }
    }
  }
});

it("writes counts with three figures", () => {
  expect(
    [0, 712, 999, 1000, 9412, 61_706, 999_499, 999_999, 46_764_746, 1_504_000_000].map(formatCount),
  ).toEqual(["0", "712", "999", "1.00 k", "9.41 k", "61.7 k", "999 k", "1.00 M", "46.8 M", "1.50 G"]);
  expect([12, 4096, 2_500_000].map(formatBytes)).toEqual(["12 B", "4.10 kB", "2.50 MB"]);
});

describe("reuse", () => {
  const plain = fc.jsonValue();
  it("keeps what is equal, and shares equal parts of what is not", () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const [before, copy] = [{ a, b, c: 1 }, structuredClone({ a, b, c: 1 })];
        expect(keep(copy, before)).toBe(before);
        const next = keep(structuredClone({ a, b, c: 2 }), before);
        expect(next).not.toBe(before);
        expect(next).toEqual({ a, b, c: 2 });
        expect(next.a).toBe(before.a);
        expect(same(a, structuredClone(a))).toBe(true);
      }),
    );
  });
  it("keeps a list where no element changed", () => {
    const before = [
      { id: "a", of: [1] },
      { id: "b", of: [2] },
    ];
    const key = ({ id }: { readonly id: string }): string => id;
    expect(keepAll(structuredClone(before), before, key)).toBe(before);
    const next = keepAll(
      [
        { id: "b", of: [2] },
        { id: "a", of: [3] },
      ],
      before,
      key,
    );
    expect(next[0]).toBe(before[1]);
    expect(next[1]).toEqual({ id: "a", of: [3] });
  });
});
