import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryDataset } from "../../engine/data/memory.ts";
import { dropAlpha, greyToRgb, toGrey } from "../../engine/data/process/color.ts";
import { computeNormalization, denormalize, normalize } from "../../engine/data/process/normalize.ts";
import { prepareImage } from "../../engine/data/process/prepare.ts";
import { centre, centredWindow, resizeBilinear, sizeWithin } from "../../engine/data/process/resize.ts";
import { resizedDataset } from "../../engine/data/process/resized.ts";
import { all, codes, expectOk } from "./support.ts";

const close = (actual: ArrayLike<number>, expected: readonly number[], digits = 4): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, digits);
  });
};

describe("bilinear resizing", () => {
  // Expected: torch.nn.functional.interpolate(x, size, mode="bilinear", align_corners=False), torch 1.13.
  const image = Float32Array.of(0, 10, 20, 30, 45, 50, 7, 80, 91.5, 3, 1, 0);
  it.each([
    { size: [4, 3], expected: [0, 10, 20, 30, 45, 50, 7, 80, 91.5, 3, 1, 0] },
    { size: [1, 1], expected: [62.5] },
    { size: [2, 2], expected: [18.125, 33.125, 13.875, 44.4375] },
    {
      size: [3, 5],
      expected: [
        5, 9.333334, 15.833334, 21.333334, 25, 18.499998, 36.100002, 62.5, 67.450005, 70.75, 3.666666,
        7.866663, 14.166658, 14.816658, 15.24999,
      ],
    },
    {
      size: [7, 2],
      expected: [
        2.5, 17.5, 13.660715, 28.660715, 31.517859, 46.517857, 29.499998, 68.687508, 23.624998, 82.312492,
        10.624996, 31.812485, 2.5, 0.25,
      ],
    },
    {
      size: [8, 6],
      expected: [
        0, 2.5, 7.5, 12.5, 17.5, 20, 7.5, 10.3125, 15.9375, 20.9375, 25.3125, 27.5, 22.5, 25.9375, 32.8125,
        37.8125, 40.9375, 42.5, 24.25, 31.625, 46.375, 55.40625, 58.71875, 60.375, 12.75, 27.375, 56.625,
        73.71875, 78.65625, 81.125, 6, 19.5625, 46.6875, 62.34375, 66.53125, 68.625, 4, 8.1875, 16.5625,
        21.28125, 22.34375, 22.875, 3, 2.5, 1.5, 0.75, 0.25, 0,
      ],
    },
  ])("equals PyTorch at $size", ({ size: [height = 0, width = 0], expected }) => {
    close(resizeBilinear(image, { height: 4, width: 3, channels: 1 }, { height, width }), expected);
  });

  it("treats channels apart", () => {
    const source = Float32Array.of(0, 36, 1, 49, 4, 64, 9, 81, 16, 100, 25, 121);
    const expected = [
      1, 43, 1.2, 44.4, 2, 50, 2.8, 55.6, 3, 57, 13, 91, 13.8, 93, 17, 101, 20.2, 109, 21, 111,
    ];
    close(resizeBilinear(source, { height: 3, width: 2, channels: 2 }, { height: 2, width: 5 }), expected);
  });

  it("of a window equals resizing the window cut out", () => {
    const window = { top: 1, left: 1, height: 2, width: 2 };
    const cut = Float32Array.of(45, 50, 80, 91.5);
    expect(
      resizeBilinear(image, { height: 4, width: 3, channels: 1 }, { height: 3, width: 5 }, window),
    ).toEqual(resizeBilinear(cut, { height: 2, width: 2, channels: 1 }, { height: 3, width: 5 }));
  });

  it("never leaves the range of the source", () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (h, w, H, W, values) => {
          const source = Uint8Array.from({ length: h * w }, () => values.next().value as number);
          const out = resizeBilinear(source, { height: h, width: w, channels: 1 }, { height: H, width: W });
          const [low, high] = [Math.min(...source), Math.max(...source)];
          return out.length === H * W && out.every((value) => value >= low - 1e-3 && value <= high + 1e-3);
        },
      ),
    );
  });
});

describe("cropping and padding", () => {
  it("centres what is larger and what is smaller", () => {
    const source = Float32Array.from({ length: 12 }, (_, i) => i + 1); // 3×4
    const size = { height: 3, width: 4, channels: 1 };
    expect([...centre(source, size, { height: 1, width: 2 })]).toEqual([6, 7]);
    expect([...centre(source, size, { height: 5, width: 2 }, 9)]).toEqual([9, 9, 2, 3, 6, 7, 10, 11, 9, 9]);
    expect([...centre(source, size, { height: 3, width: 4 })]).toEqual([...source]);
  });

  it("finds the window and the size of the wanted aspect ratio", () => {
    expect(centredWindow({ height: 100, width: 300 }, { height: 10, width: 10 })).toEqual({
      top: 0,
      left: 100,
      height: 100,
      width: 100,
    });
    expect(centredWindow({ height: 300, width: 100 }, { height: 10, width: 20 })).toEqual({
      top: 125,
      left: 0,
      height: 50,
      width: 100,
    });
    expect(sizeWithin({ height: 100, width: 300 }, { height: 30, width: 30 })).toEqual({
      height: 10,
      width: 30,
    });
  });

  it("prepares an image by each fit", () => {
    // 2×4: left half black, right half white; the last column is red.
    const row = [0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255];
    const image = { height: 2, width: 4, rgba: Uint8Array.from([...row, ...row]) };
    expect([...prepareImage(image, [3, 2, 2], "crop")]).toEqual([
      0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255,
    ]);
    expect([...prepareImage(image, [1, 2, 4], "stretch")].slice(0, 4)).toEqual([0, 0, 255, 76]);
    const padded = prepareImage(image, [1, 4, 4], "pad");
    expect([...padded]).toEqual([0, 0, 0, 0, 0, 0, 255, 76, 0, 0, 255, 76, 0, 0, 0, 0]);
  });
});

it("shows what is transparent as white", () => {
  const rgba = Uint8Array.of(9, 8, 7, 0, 0, 100, 200, 51, 1, 2, 3, 255, 0, 0, 0, 128);
  const image = { height: 2, width: 2, rgba };
  expect([...prepareImage(image, [3, 2, 2], "stretch")]).toEqual([
    255, 255, 255, 204, 224, 244, 1, 2, 3, 127, 127, 127,
  ]);
  expect(rgba[0]).toBe(9);
});

it("turns colours to grey and back", () => {
  expect(toGrey(Uint8Array.of(255, 0, 0, 0, 255, 0), 3)[0]).toBeCloseTo(76.245, 3);
  expect(toGrey(Uint8Array.of(0, 0, 255, 9), 4)[0]).toBeCloseTo(29.07, 3);
  expect([...dropAlpha(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))]).toEqual([1, 2, 3, 5, 6, 7]);
  expect([...greyToRgb(Float32Array.of(1, 2))]).toEqual([1, 1, 1, 2, 2, 2]);
});

describe("normalisation", () => {
  const dataset = (pixels: Float32Array, count: number) => {
    const part = { pixels, labels: all(count).map((i) => i % 2) };
    return memoryDataset({ title: "t", shape: [2, 2, 2], classes: ["a", "b"], train: part, test: part });
  };

  it("is the mean and deviation of each channel over the training part, however it is read in chunks", async () => {
    const pixels = Float32Array.from({ length: 3 * 8 }, (_, i) => (i % 2 === 0 ? i : 1000 + i * i));
    const { mean, std } = await computeNormalization(dataset(pixels, 3));
    for (const c of [0, 1]) {
      const own = pixels.filter((_, i) => i % 2 === c);
      const average = own.reduce((sum, value) => sum + value, 0) / own.length;
      const variance = own.reduce((sum, value) => sum + (value - average) ** 2, 0) / own.length;
      expect(mean[c]).toBeCloseTo(average, 8);
      expect(std[c]).toBeCloseTo(Math.sqrt(variance), 8);
    }
  });

  it("makes mean 0 and deviation 1, and can be undone", async () => {
    const pixels = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i) + 5);
    const normalization = await computeNormalization(dataset(pixels, 2));
    const changed = pixels.slice();
    normalize(changed, normalization);
    expect(changed.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    expect(changed.reduce((sum, value) => sum + value * value, 0) / 16).toBeCloseTo(1, 5);
    denormalize(changed, normalization);
    close(changed, [...pixels], 5);
  });

  it("leaves a channel that never varies at deviation 1", async () => {
    const { std } = await computeNormalization(dataset(new Float32Array(16).fill(0.3), 2));
    expect(std).toEqual([1, 1]);
  });

  it("reads no more than asked for, the same samples each time", async () => {
    const pixels = Float32Array.from({ length: 100 * 8 }, (_, i) => i);
    const few = await computeNormalization(dataset(pixels, 100), { limit: 10 });
    expect(few).toEqual(await computeNormalization(dataset(pixels, 100), { limit: 10 }));
    expect(few).not.toEqual(await computeNormalization(dataset(pixels, 100)));
  });
});

describe("a resized data set", () => {
  const part = { pixels: Uint8Array.from([0, 255, 0, 255]), labels: [1] };
  const small = memoryDataset({ title: "t", shape: [1, 2, 2], classes: ["a", "b"], train: part, test: part });

  it("reads images at the new size", async () => {
    const { info, train } = expectOk(resizedDataset(small, [4, 4]));
    expect(info.shape).toEqual([1, 4, 4]);
    close((await train.read([0])).pixels.subarray(0, 4), [0, 0.25, 0.75, 1]);
    expect([...(await train.labels())]).toEqual([1]);
  });

  it("refuses vectors", () => {
    const table = { pixels: Float32Array.of(1, 2), labels: [0] };
    const vectors = memoryDataset({ title: "t", shape: [2], classes: ["a", "b"], train: table, test: table });
    expect(codes(resizedDataset(vectors, [4, 4]))).toEqual(["data/resize-table"]);
  });
});
