import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rect } from "../../../engine/targets/svg/scene.ts";
import { distanceToCourse, runsDown, wireCourse } from "../../../engine/targets/svg/wire.ts";
import { courseOf } from "../../../engine/targets/svg/wireMarkup.ts";
import { edited, layer, rowDocument, sceneOf } from "./documents.ts";

const box = (x: number, y: number): Rect => ({ x, y, width: 184, height: 64 });
const end = (rect: Rect, index = 0, count = 1) => ({ rect, index, count });
const coordinate = fc.integer({ min: -4000, max: 4000 });
const onBorder = ({ x, y, width, height }: Rect, point: { x: number; y: number }): boolean =>
  (point.x === x || point.x === x + width || point.y === y || point.y === y + height) &&
  point.x >= x &&
  point.x <= x + width &&
  point.y >= y &&
  point.y <= y + height;

describe("courses", () => {
  it("begin and end on the borders, wherever the nodes stand", () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (a, b, c, d) => {
        const [from, to] = [box(a, b), box(c, d)];
        const course = wireCourse(end(from), end(to, 1, 3));
        expect(onBorder(from, course.start)).toBe(true);
        expect(onBorder(to, course.end)).toBe(true);
        expect(course.d).toMatch(/^M(-?[\d.]+),(-?[\d.]+) C(-?[\d.]+,-?[\d.]+ ){2}-?[\d.]+,-?[\d.]+$/);
      }),
    );
  });
  it("leave downwards to what stands below, to the right otherwise", () => {
    expect(runsDown(box(0, 0), box(0, 120))).toBe(true);
    expect(runsDown(box(0, 0), box(260, 120))).toBe(false);
    expect(runsDown(box(0, 0), box(0, 60))).toBe(false);
    const down = wireCourse(end(box(0, 0)), end(box(0, 120)));
    expect(down.start).toEqual({ x: 92, y: 64 });
    expect(down.end).toEqual({ x: 92, y: 120 });
    const right = wireCourse(end(box(0, 0)), end(box(300, 0)));
    expect(right.start).toEqual({ x: 184, y: 32 });
    expect(right.end).toEqual({ x: 300, y: 32 });
  });
  it("keep their label in the gap beside the node", () => {
    const long = wireCourse(end(box(0, 0)), end(box(2000, 0)));
    expect(long.label.x).toBeGreaterThan(2000 - 60);
    const joined = wireCourse(end(box(0, 0)), end(box(2000, 0), 0, 4));
    expect(joined.label.x).toBeLessThan(184 + 60);
    const short = wireCourse(end(box(0, 0)), end(box(240, 0)));
    expect(short.label.x).toBeCloseTo(212, 0);
  });
  it("know how far a point is", () => {
    const course = wireCourse(end(box(0, 0)), end(box(600, 0)));
    expect(distanceToCourse(course, { x: 392, y: 32 })).toBeLessThan(8);
    expect(distanceToCourse(course, { x: 392, y: 90 })).toBeGreaterThan(50);
  });
});

describe("bends", () => {
  const document = edited(
    rowDocument([
      layer("input", "input", { channels: 8 }),
      layer("a", "relu"),
      layer("b", "relu"),
      layer("c", "relu"),
      layer("sum", "add"),
      layer("output", "output"),
    ]),
    { command: "connect", args: { scope: null, from: "input", to: "sum" } },
  );
  const scene = sceneOf(document);
  const rects = new Map(scene.nodes.map(({ view, rect }) => [view.key, rect]));

  it("lead a shortcut around the layers that it skips", () => {
    const shortcut = scene.wires.find(({ from, to }) => from === "input" && to === "sum");
    expect(shortcut?.bend).not.toBe(0);
    const course = shortcut === undefined ? null : courseOf(shortcut, rects);
    for (const key of ["a", "b", "c"]) {
      const rect = rects.get(key) ?? box(0, 0);
      const inside = course?.points.filter(
        ({ x, y }) => x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height,
      );
      expect(inside).toEqual([]);
    }
  });
  it("leave wires between neighbours straight", () => {
    for (const wire of scene.wires) if (wire.from !== "input" || wire.to !== "sum") expect(wire.bend).toBe(0);
  });
});
