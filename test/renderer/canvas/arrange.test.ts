import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tidy, tidyAnyway } from "../../../engine/targets/svg/arrange/tidy.ts";
import { overlaps } from "../../../engine/targets/svg/metrics.ts";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { ALIGNMENTS, align, type Box, distribute } from "../../../renderer/canvas/arrange/align.ts";
import { snapTo } from "../../../renderer/canvas/arrange/guides.ts";
import { chosenPath } from "../../../renderer/canvas/arrange/path.ts";
import { flowOf, freePlace, placeAfter } from "../../../renderer/canvas/arrange/place.ts";

const rect: fc.Arbitrary<Rect> = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 40, max: 300 }),
  height: fc.integer({ min: 30, max: 200 }),
});
const boxes = (least: number): fc.Arbitrary<readonly Box[]> =>
  fc
    .array(rect, { minLength: least, maxLength: 8 })
    .map((rects) => rects.map((box, index) => ({ key: `n${index}`, rect: box })));

describe("align", () => {
  it("brings the edge or middle that is asked for onto one line and moves nothing across it", () => {
    fc.assert(
      fc.property(boxes(2), fc.constantFrom(...ALIGNMENTS), (all, alignment) => {
        const corners = align(all, alignment);
        const line = (box: Box): number => {
          const { x, y } = corners.get(box.key) ?? { x: Number.NaN, y: Number.NaN };
          const { width, height } = box.rect;
          const lines = {
            left: x,
            centre: x + width / 2,
            right: x + width,
            top: y,
            middle: y + height / 2,
            bottom: y + height,
          };
          return lines[alignment];
        };
        const [first, ...rest] = all.map(line);
        for (const other of rest) expect(other).toBeCloseTo(first ?? Number.NaN, 6);
        const across = ["left", "centre", "right"].includes(alignment) ? "y" : "x";
        for (const { key, rect: box } of all) expect(corners.get(key)?.[across]).toBe(box[across]);
      }),
    );
  });
  it("has nothing to do for one box", () => {
    expect(align([{ key: "a", rect: { x: 1, y: 2, width: 3, height: 4 } }], "left").size).toBe(0);
  });
});

describe("distribute", () => {
  it("leaves equal gaps and keeps the outermost two", () => {
    fc.assert(
      fc.property(boxes(3), fc.constantFrom("horizontal", "vertical"), (all, axis) => {
        const corners = distribute(all, axis);
        const start = axis === "horizontal" ? "x" : "y";
        const size = axis === "horizontal" ? "width" : "height";
        const ordered = [...all].sort((a, b) => a.rect[start] - b.rect[start]);
        const at = (box: Box | undefined): number => corners.get(box?.key ?? "")?.[start] ?? Number.NaN;
        expect(at(ordered[0])).toBeCloseTo(ordered[0]?.rect[start] ?? 0, 6);
        const last = ordered.at(-1);
        expect(at(last)).toBeCloseTo(last?.rect[start] ?? 0, 6);
        const gaps = ordered.slice(1).map((box, index) => {
          const before = ordered[index];
          return at(box) - at(before) - (before?.rect[size] ?? 0);
        });
        for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0, 6);
      }),
    );
  });
});

describe("guides", () => {
  const still: Rect = { x: 0, y: 0, width: 184, height: 64 };
  it("snaps an edge to an edge and shows the line along both", () => {
    const snap = snapTo({ x: 4, y: 200, width: 100, height: 50 }, [still], 6);
    expect(snap).toMatchObject({ dx: -4, dy: 0 });
    expect(snap.guides).toEqual([{ axis: "x", at: 0, from: 0, to: 250 }]);
  });
  it("snaps middles to middles only", () => {
    const snap = snapTo({ x: 46, y: 300, width: 90, height: 50 }, [still], 6);
    expect(snap.dx).toBe(1);
    expect(snapTo({ x: 89, y: 300, width: 20, height: 20 }, [{ ...still, width: 10 }], 6).dx).toBe(0);
  });
  it("never moves further than its reach", () => {
    fc.assert(
      fc.property(rect, fc.array(rect, { maxLength: 6 }), (moving, others) => {
        const { dx, dy, guides } = snapTo(moving, others, 6);
        expect(Math.abs(dx)).toBeLessThanOrEqual(6);
        expect(Math.abs(dy)).toBeLessThanOrEqual(6);
        expect(guides.length).toBeLessThanOrEqual(2);
        if (dx !== 0) expect(guides.some(({ axis }) => axis === "x")).toBe(true);
      }),
    );
  });
});

describe("places for new nodes", () => {
  const size = { width: 184, height: 64 };
  it("are free", () => {
    fc.assert(
      fc.property(
        rect,
        fc.array(rect, { maxLength: 12 }),
        fc.constantFrom("right", "down"),
        (from, taken, flow) => {
          const place = { ...placeAfter(from, size, flow, taken), ...size };
          for (const other of taken) expect(overlaps(place, other)).toBe(false);
          const free = { ...freePlace(from, size, taken), ...size };
          for (const other of taken) expect(overlaps(free, other)).toBe(false);
        },
      ),
    );
  });
  it("follow the way the graph runs", () => {
    const at = (x: number, y: number): Rect => ({ x, y, ...size });
    expect(flowOf([[at(0, 0), at(0, 120)]])).toBe("down");
    expect(flowOf([[at(0, 0), at(240, 0)]])).toBe("right");
    expect(placeAfter(at(0, 0), size, "right", []).x).toBeGreaterThan(184);
    expect(placeAfter(at(0, 0), size, "down", []).y).toBeGreaterThan(64);
  });
});

describe("tidy", () => {
  const nodes = Array.from({ length: 9 }, (_, index) => ({ key: `n${index}`, width: 184, height: 64 }));
  const wires = [
    ...nodes.slice(1).map((_, index) => ({ from: `n${index}`, to: `n${index + 1}` })),
    { from: "n1", to: "n5" },
    { from: "n2", to: "n7" },
  ];
  it.each(["LR", "TB"] as const)("%s: forwards, without overlaps, from the given corner", (direction) => {
    const corners = tidy(nodes, wires, direction, { x: 100, y: -50 });
    const rects = nodes.map(({ key, ...size }) => ({ ...(corners.get(key) ?? { x: 0, y: 0 }), ...size }));
    for (const [index, one] of rects.entries()) {
      for (const other of rects.slice(index + 1)) expect(overlaps(one, other)).toBe(false);
    }
    const at = (key: string) => corners.get(key) ?? { x: Number.NaN, y: Number.NaN };
    for (const { from, to } of wires) {
      const [a, b] = [at(from), at(to)];
      // From top to bottom the way goes on at the top of the next column.
      const onward = direction === "LR" ? b.x > a.x : b.y > a.y || b.x > a.x + 184;
      expect(onward, `${from} ${to}`).toBe(true);
    }
    expect(Math.min(...rects.map(({ x }) => x))).toBe(100);
    expect(Math.min(...rects.map(({ y }) => y))).toBe(-50);
  });
  it("folds a deep chain into columns that fit a window, and keeps what belongs together", () => {
    const deep = Array.from({ length: 40 }, (_, index) => ({ key: `n${index}`, width: 184, height: 64 }));
    const chain = deep.slice(1).map((_, index) => ({ from: `n${index}`, to: `n${index + 1}` }));
    const corners = tidy(deep, [...chain, { from: "n9", to: "n12" }], "TB", { x: 0, y: 0 });
    const rects = deep.map(({ key, ...size }) => ({ ...(corners.get(key) ?? { x: 0, y: 0 }), ...size }));
    for (const [index, one] of rects.entries()) {
      for (const other of rects.slice(index + 1)) expect(overlaps(one, other)).toBe(false);
    }
    const width = Math.max(...rects.map(({ x }) => x)) + 184;
    const height = Math.max(...rects.map(({ y }) => y)) + 64;
    expect(width / height).toBeGreaterThan(0.8);
    expect(width / height).toBeLessThan(2.5);
    // No column ends inside the shortcut.
    const columns = ["n9", "n10", "n11", "n12"].map((key) => Math.floor((corners.get(key)?.x ?? 0) / 272));
    expect(new Set(columns).size).toBe(1);
  });
  it("left to itself turns a long row into columns, and keeps a short one", () => {
    const chainOf = (count: number) => {
      const chain = Array.from({ length: count }, (_, index) => ({
        key: `n${index}`,
        width: 184,
        height: 64,
      }));
      const joined = chain.slice(1).map((_, index) => ({ from: `n${index}`, to: `n${index + 1}` }));
      return tidyAnyway(chain, joined, false, { x: 0, y: 0 });
    };
    expect(new Set([...chainOf(5).values()].map(({ y }) => y)).size).toBe(1);
    expect(new Set([...chainOf(20).values()].map(({ y }) => y)).size).toBeGreaterThan(3);
  });
  it("of nothing is nothing", () => expect(tidy([], [], "LR", { x: 0, y: 0 }).size).toBe(0));
});

describe("the chosen path", () => {
  const wire = (from: string, to: string) => ({ key: `${from}${to}`, from, to });
  // s forks into a-b and c, which join in j; then a chain to the end.
  const wires = [
    wire("s", "a"),
    wire("a", "b"),
    wire("b", "j"),
    wire("s", "c"),
    wire("c", "j"),
    wire("j", "x"),
    wire("x", "y"),
    wire("y", "z"),
  ];
  it("is the branch from where it parts to where it joins", () => {
    expect([...chosenPath(wires, new Set(["b"]))].sort()).toEqual(["ab", "bj", "sa"]);
  });
  it("is the nearest wires in a plain chain", () => {
    expect([...chosenPath(wires, new Set(["y"]))].sort()).toEqual(["jx", "xy", "yz"]);
  });
  it("ends in a circle too", () => {
    expect(chosenPath([wire("a", "b"), wire("b", "a")], new Set(["a"])).size).toBe(2);
  });
});
