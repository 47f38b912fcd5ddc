import { describe, expect, it } from "vitest";
import { fitLikeMnist, fitWhole, type Ink, withChannels } from "../../../renderer/inspect/fitDrawing.ts";
import { mapsOf } from "../../../renderer/inspect/MapGrid.tsx";
import { colorMap } from "../../../renderer/inspect/mapColors.ts";

const sheet = (filled: (x: number, y: number) => boolean, side = 280): Ink => ({
  values: Float32Array.from({ length: side * side }, (_, i) =>
    filled(i % side, Math.floor(i / side)) ? 1 : 0,
  ),
  width: side,
  height: side,
});
const centre = (image: Float32Array, width: number) => {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  return { mass, x: x / mass, y: y / mass };
};

describe("a drawing made like MNIST", () => {
  it("is nothing on an empty sheet", () => {
    expect(
      fitLikeMnist(
        sheet(() => false),
        28,
        28,
      ),
    ).toBeNull();
  });
  it("fills 20 of 28 pixels, wherever and however large it was drawn", () => {
    const large = fitLikeMnist(
      sheet((x, y) => x >= 40 && x < 240 && y >= 30 && y < 230),
      28,
      28,
    );
    const small = fitLikeMnist(
      sheet((x, y) => x >= 200 && x < 220 && y >= 7 && y < 27),
      28,
      28,
    );
    expect(large).toEqual(small);
    expect(centre(large ?? new Float32Array(), 28).mass).toBeCloseTo(400, 3);
  });
  it("has its centre of mass in the middle, not its box", () => {
    const hook = fitLikeMnist(
      sheet((x, y) => (x < 30 && y < 200) || (y < 30 && x < 200)),
      28,
      28,
    );
    const { x, y } = centre(hook ?? new Float32Array(), 28);
    expect(Math.abs(x - 13.5)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 13.5)).toBeLessThanOrEqual(0.5);
  });
  it("as a whole keeps its place", () => {
    const whole = fitWhole(
      sheet((x) => x < 140),
      4,
      4,
    );
    expect([...whole.slice(0, 4)]).toEqual([1, 1, 0, 0]);
    expect([...withChannels(Float32Array.of(0.5, 1), 3)]).toEqual([0.5, 0.5, 0.5, 1, 1, 1]);
  });
});

describe("maps as colours", () => {
  const palette = { negative: [255, 0, 0], zero: [0, 0, 0], positive: [0, 0, 200] } as const;
  it("go from the ground to either end, and leave out what is no number", () => {
    const rgba = colorMap(Float32Array.of(-2, 0, 1, Number.NaN), 2, palette);
    expect([...rgba]).toEqual([255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 100, 255, 0, 0, 0, 0]);
  });
  it("lay a vector out as rows of cells", () => {
    const maps = mapsOf([40], new Float32Array(40).fill(1));
    expect([maps.count, maps.height, maps.width, maps.values.length]).toEqual([1, 2, 32, 64]);
  });
});
