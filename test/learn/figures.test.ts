import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  correlateChannels,
  correlateStack,
  densePerPixel,
  oneByOne,
  plus,
} from "../../engine/learn/channels.ts";
import { bandImage, descend, kernelGradient, startDescent } from "../../engine/learn/descent.ts";
import { type Matrix, matrixOf, shifted, turned, withCell } from "../../engine/learn/matrix.ts";
import { extentOf, sightOf, sizesThrough } from "../../engine/learn/sight.ts";
import { correlate, pool, positions, productsAt, sumOf } from "../../engine/learn/slide.ts";
import { bytesOf, convWeights, denseWeights } from "../../engine/learn/weights.ts";

const X: Matrix = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
];
const K: Matrix = [
  [0, 1],
  [2, 3],
];
const X1: Matrix = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];
const K1: Matrix = [
  [1, 2],
  [3, 4],
];

describe("cross-correlation", () => {
  it("gives the book's numbers", () => {
    expect(correlate(X, K)).toEqual([
      [19, 25],
      [37, 43],
    ]);
    expect(productsAt(X, K, 0, 0)).toEqual([
      { x: 0, k: 0 },
      { x: 1, k: 1 },
      { x: 3, k: 2 },
      { x: 4, k: 3 },
    ]);
    expect(sumOf(productsAt(X, K, 1, 1))).toBe(43);
  });

  it("becomes a convolution with the kernel turned", () => {
    expect(correlate(X, turned(K))).toEqual([
      [5, 11],
      [23, 29],
    ]);
    expect(turned(turned(K))).toEqual(K);
  });

  it("reads zeros around the image", () => {
    expect(correlate(X, K, { stride: 1, padding: 1 })).toEqual([
      [0, 3, 8, 4],
      [9, 19, 25, 10],
      [21, 37, 43, 16],
      [6, 7, 8, 0],
    ]);
  });
});

describe("the number of positions", () => {
  it("is that of the notes' three cases", () => {
    expect([positions(8, 3, 2, 1), positions(8, 3, 2, 2), positions(8, 5, 0, 3)]).toEqual([8, 4, 2]);
  });

  it("is the size of what is computed", () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        (n, k, p, s) => {
          const ones = (side: number): Matrix => matrixOf(side, side, () => 1);
          const y = correlate(ones(n), ones(k), { padding: p, stride: s });
          expect(y.length).toBe(positions(n, k, 2 * p, s));
        },
      ),
    );
  });
});

describe("channels", () => {
  it("are summed on the way in", () => {
    expect(correlateChannels([X, X1], [K, K1]).sum).toEqual([
      [56, 72],
      [104, 120],
    ]);
  });

  it("are stacked on the way out", () => {
    const kernels = [K, K1];
    expect(correlateStack([X, X1], [kernels, plus(kernels, 1), plus(kernels, 2)])).toEqual([
      [
        [56, 72],
        [104, 120],
      ],
      [
        [76, 100],
        [148, 172],
      ],
      [
        [96, 128],
        [192, 224],
      ],
    ]);
  });

  it("are mixed by a 1×1 convolution as by a dense layer", () => {
    const number = fc.integer({ min: -9, max: 9 });
    const matrix = (rows: number, columns: number) =>
      fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      });
    fc.assert(
      fc.property(
        fc.array(matrix(3, 3), { minLength: 3, maxLength: 3 }),
        matrix(2, 3),
        (channels, weights) => {
          expect(oneByOne(channels, weights)).toEqual(densePerPixel(channels, weights));
        },
      ),
    );
  });
});

describe("pooling", () => {
  it("gives the book's numbers", () => {
    const slide = { stride: 1, padding: 0 };
    expect(pool(X, 2, "max", slide)).toEqual([
      [4, 5],
      [7, 8],
    ]);
    expect(pool(X, 2, "average", slide)).toEqual([
      [2, 3],
      [5, 6],
    ]);
  });

  it("pads the maximum with what is never chosen and the average with zeros", () => {
    const below = [[-4]];
    expect(pool(below, 2, "max", { stride: 1, padding: 1 })).toEqual([
      [-4, -4],
      [-4, -4],
    ]);
    expect(pool(below, 2, "average", { stride: 2, padding: 1 })).toEqual([[-1]]);
  });

  it("forgets a shift inside its window", () => {
    const line: Matrix = [
      [0, 0, 9, 0, 0, 0],
      [0, 0, 9, 0, 0, 0],
    ];
    const halved = { stride: 2, padding: 0 };
    expect(pool(line, 2, "max", halved)).toEqual([[0, 9, 0]]);
    expect(pool(shifted(line, 1), 2, "max", halved)).toEqual([[0, 9, 0]]);
  });
});

describe("learning a kernel", () => {
  const image = bandImage(6, 8, 2, 5);
  const edges = correlate(image, [[1, -1]]);

  it("starts from the notes' image and its edges", () => {
    expect(edges).toEqual(Array.from({ length: 6 }, () => [0, 1, 0, 0, 0, -1, 0]));
  });

  it.each([0, 1, 2, 3, 4, 5])("ends within 0.05 of [1, -1], seed %i", (seed) => {
    let at = startDescent(image, edges, [1, 2], seed);
    const first = at.loss;
    for (let step = 0; step < 60; step++) at = descend(image, edges, at, 0.5);
    expect(at.step).toBe(60);
    expect(at.loss).toBeLessThan(first);
    const [left = 0, right = 0] = at.kernel[0] ?? [];
    expect(Math.abs(left - 1)).toBeLessThan(0.05);
    expect(Math.abs(right + 1)).toBeLessThan(0.05);
  });

  it("follows the gradient that differences measure", () => {
    const kernel = [[0.3, -0.2]];
    const { gradient, loss } = kernelGradient(image, edges, kernel);
    for (const column of [0, 1]) {
      const nudged = withCell(kernel, 0, column, (kernel[0]?.[column] ?? 0) + 1e-6);
      const slope = (kernelGradient(image, edges, nudged).loss - loss) / 1e-6;
      expect(slope).toBeCloseTo(gradient[0]?.[column] ?? Number.NaN, 4);
    }
  });
});

describe("what a deep cell sees", () => {
  const windows = [
    { kernel: 3, stride: 1, padding: 1 },
    { kernel: 2, stride: 2, padding: 0 },
    { kernel: 3, stride: 1, padding: 1 },
  ];
  it("follows the windows down", () => {
    const sizes = sizesThrough(12, windows);
    expect(sizes).toEqual([12, 12, 6, 6]);
    expect(sightOf(sizes, windows, 3, 2)).toEqual([
      { from: 1, to: 8 },
      { from: 2, to: 7 },
      { from: 1, to: 3 },
      { from: 2, to: 2 },
    ]);
    expect(extentOf(windows, 3)).toBe(8);
    expect(sightOf(sizes, windows, 3, 0)[0]).toEqual({ from: 0, to: 4 });
  });
});

it("counts the weights of a dense layer over a million pixels of three colours", () => {
  const dense = denseWeights(3_000_000, 256);
  expect(dense).toBe(768_000_000);
  expect(bytesOf(dense)).toBe(3_072_000_000);
  expect(convWeights(3, 256, 3)).toBe(6_912);
});
