/** Reductions, batch norm, ReLU, pooling and depthwise kernels against float64; `LAYERLOOM_FUZZ` sets the number of each. */
import fc from "fast-check";
import { afterAll, describe, test, vi } from "vitest";
import { openTestBackend } from "../support/backends.ts";
import { fuzzCases } from "./fuzz.ts";
import { poolings, upTo, windows } from "./geometries.ts";
import { expectKernel, expectKernels } from "./wasm-kernel.ts";
import {
  batchNorm,
  batchNormGradient,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  maxPoolGradient,
} from "./wasm-layer-reference.ts";
import { draw, outputOf } from "./wasm-reference.ts";

const numRuns = fuzzCases(150);
vi.setConfig({ testTimeout: 60_000 + 200 * numRuns });
const backend = await openTestBackend("wasm");
afterAll(() => backend?.dispose());

const padOf = ([vertical, horizontal]: readonly [number, number]) => [
  [0, 0],
  [vertical, vertical],
  [horizontal, horizontal],
  [0, 0],
];

describe("the wasm kernels agree with float64 on", () => {
  test("sums and means over neighbouring axes", () => {
    const sizes = fc.tuple(upTo(4), upTo(400), upTo(4), upTo(19));
    const property = fc.property(
      sizes,
      upTo(2, 0),
      upTo(3),
      fc.boolean(),
      (shape, first, count, keepDims) => {
        const axis = [...shape.keys()].slice(first, first + count);
        const x = draw(shape, "x");
        const rows = axis.reduce((product, i) => product * (shape[i] as number), 1);
        const inner = shape.slice(first + axis.length).reduce((product, size) => product * size, 1);
        const expected = new Float64Array(x.length / rows);
        for (const [i, value] of x.entries()) {
          const to = Math.floor(i / (rows * inner)) * inner + (i % inner);
          expected[to] = (expected[to] as number) + value;
        }
        expectKernel("Sum", { x: [x, shape] }, { axis, keepDims }, expected);
        expectKernel(
          "Mean",
          { x: [x, shape] },
          { axis, keepDims },
          expected.map((sum) => sum / rows),
        );
      },
    );
    fc.assert(property, { numRuns });
  });

  test("the sum of many squares", () => {
    const x = draw([3_000_000], "squares").map((value) => value * value);
    const expected = Float64Array.of(x.reduce((sum, value) => sum + value, 0));
    const inputs = { x: [x, [3, 1_000_000]] } as const;
    expectKernel("Sum", inputs, { axis: [0, 1], keepDims: false }, expected);
    expectKernel(
      "Mean",
      inputs,
      { axis: [0, 1], keepDims: true },
      expected.map((sum) => sum / x.length),
    );
  });

  test("batch norm in training and its gradient", () => {
    const property = fc.property(
      upTo(400, 3),
      upTo(40),
      fc.integer({ min: -3, max: 3 }),
      (rows, width, level) => {
        const x = draw([rows, width], "x").map((value, i) => value * ((i % width) + 1) + level);
        const [scale, shift, dy] = [
          draw([width], "scale"),
          draw([width], "shift"),
          draw([rows, width], "dy"),
        ];
        const forward = batchNorm(x, scale, shift, 1e-5);
        const inputs = { x: [x, [rows, width]], scale: [scale, [width]], shift: [shift, [width]] } as const;
        expectKernels("BatchNormTraining", inputs, { epsilon: 1e-5 }, forward);
        const [, mean, , inverse] = forward as [Float64Array, Float64Array, Float64Array, Float64Array];
        const given = {
          dy: [dy, [rows, width]],
          x: [x, [rows, width]],
          mean: [Float32Array.from(mean), [width]],
          inverse: [Float32Array.from(inverse), [width]],
          scale: [scale, [width]],
        } as const;
        expectKernels("BatchNormTrainingGrad", given, {}, batchNormGradient(dy, x, mean, inverse, scale));
      },
    );
    // One column whose gradients cancel: sums in float32 lost four digits.
    fc.assert(property, { numRuns, examples: [[394, 1, 0]] });
  });

  test("the gradient of ReLU, which lets what is not a number through", () => {
    const property = fc.property(upTo(200), fc.nat(199), (size, at) => {
      const y = draw([size], "y").map((value) => Math.max(0, value));
      if (at < size) y[at] = Number.NaN;
      const dy = draw([size], "dy");
      const expected = Float64Array.from(dy, (value, i) => ((y[i] as number) <= 0 ? 0 : value));
      expectKernel("ReluOutputGrad", { dy: [dy, [size]], y: [y, [size]] }, {}, expected);
    });
    fc.assert(property, { numRuns });
  });

  test("the gradient of max pooling, where ties are many", () => {
    const property = fc.property(poolings, upTo(21), fc.boolean(), (windowOf, channels, ties) => {
      const g = { ...windowOf, dilation: [1, 1] as const, inputs: channels, outputs: channels };
      const [height, width] = outputOf(g);
      const xShape = [g.batch, ...g.size, channels];
      const yShape = [g.batch, height, width, channels];
      const x = draw(xShape, "x").map((value) => (ties ? Math.round(value) : value));
      const dy = draw(yShape, "dy");
      const attrs = { filterSize: g.kernel, strides: g.stride, pad: padOf(g.padding) };
      const inputs = { dy: [dy, yShape], input: [x, xShape], output: [dy, yShape] } as const;
      expectKernel("MaxPoolGrad", inputs, attrs, maxPoolGradient(g, x, dy));
    });
    fc.assert(property, { numRuns });
  });

  test("the gradients of depthwise convolutions", () => {
    const property = fc.property(windows, upTo(21), upTo(3), (windowOf, channels, multiplier) => {
      const outputs = channels * multiplier;
      const g = { ...windowOf, dilation: [1, 1] as const, inputs: channels, outputs };
      const [height, width] = outputOf(g);
      const xShape = [g.batch, ...g.size, channels];
      const wShape = [...g.kernel, channels, multiplier];
      const yShape = [g.batch, height, width, outputs];
      const [x, w, dy] = [draw(xShape, "x"), draw(wShape, "w"), draw(yShape, "dy")];
      const attrs = { strides: g.stride, dilations: [1, 1], pad: padOf(g.padding) };
      const name = "DepthwiseConv2dNativeBackprop";
      const forFilter = { x: [x, xShape], dy: [dy, yShape] } as const;
      expectKernel(
        `${name}Filter`,
        forFilter,
        { ...attrs, filterShape: wShape },
        depthwiseFilterGradient(g, x, dy),
      );
      const forInput = { dy: [dy, yShape], filter: [w, wShape] } as const;
      expectKernel(
        `${name}Input`,
        forInput,
        { ...attrs, inputShape: xShape },
        depthwiseInputGradient(g, w, dy),
      );
    });
    fc.assert(property, { numRuns });
  });
});
