/** The wasm kernels against float64 loops over random geometries; `LAYERLOOM_FUZZ` sets the number of each. */
import fc from "fast-check";
import { afterAll, describe, test, vi } from "vitest";
import { openTestBackend } from "../support/backends.ts";
import { fuzzCases } from "./fuzz.ts";
import { upTo, windows } from "./geometries.ts";
import { expectKernel } from "./wasm-kernel.ts";
import { type ConvCase, draw, filterGradient, forward, inputGradient, outputOf } from "./wasm-reference.ts";

const numRuns = fuzzCases(150);
/** Some tests draw less often where nobody asked for a number: their references in float64 take long. */
const fuzzing = process.env.LAYERLOOM_FUZZ !== undefined;
vi.setConfig({ testTimeout: 60_000 + 200 * numRuns });
const backend = await openTestBackend("wasm");
afterAll(() => backend?.dispose());

const cases = fc.tuple(windows, upTo(70), upTo(70)).map(
  ([g, inputs, outputs]): ConvCase => ({
    batch: g.batch,
    size: g.size,
    kernel: g.kernel,
    stride: g.stride,
    dilation: g.dilation,
    padding: g.padding,
    inputs: g.inputs > 4 ? inputs : g.inputs,
    outputs: g.outputs > 4 ? outputs : g.outputs,
  }),
);
const attrsOf = ({ stride, padding, dilation }: ConvCase) => ({
  strides: stride,
  dilations: dilation,
  pad: [
    [0, 0],
    [padding[0], padding[0]],
    [padding[1], padding[1]],
    [0, 0],
  ],
  dataFormat: "NHWC",
});
const xShape = (g: ConvCase) => [g.batch, ...g.size, g.inputs];
const wShape = (g: ConvCase) => [...g.kernel, g.inputs, g.outputs];
const yShape = (g: ConvCase) => [g.batch, ...outputOf(g), g.outputs];

describe("the wasm kernels agree with float64 on", () => {
  test("the gradient of a convolution's kernel", () => {
    const property = fc.property(cases, (g) => {
      const [x, dy] = [draw(xShape(g), "x"), draw(yShape(g), "dy")];
      const attrs = { ...attrsOf(g), filterShape: wShape(g) };
      const inputs = { x: [x, xShape(g)], dy: [dy, yShape(g)] } as const;
      expectKernel("Conv2DBackpropFilter", inputs, attrs, filterGradient(g, x, dy));
    });
    fc.assert(property, { numRuns });
  });

  test("the gradient of a convolution's input", () => {
    const property = fc.property(cases, (g) => {
      const [w, dy] = [draw(wShape(g), "w"), draw(yShape(g), "dy")];
      const attrs = { ...attrsOf(g), inputShape: xShape(g) };
      const inputs = { dy: [dy, yShape(g)], filter: [w, wShape(g)] } as const;
      expectKernel("Conv2DBackpropInput", inputs, attrs, inputGradient(g, w, dy));
    });
    fc.assert(property, { numRuns });
  });

  test("a convolution", () => {
    const property = fc.property(cases, (g) => {
      const [x, w] = [draw(xShape(g), "x"), draw(wShape(g), "w")];
      const inputs = { x: [x, xShape(g)], filter: [w, wShape(g)] } as const;
      expectKernel("Conv2D", inputs, attrsOf(g), forward(g, x, w));
    });
    fc.assert(property, { numRuns });
  });

  // Sizes at which fewer products than the definition's are taken, and such as are just too small for that.
  test("a convolution by 3x3 kernels without stride, and its gradients", () => {
    const sides = fc.oneof({ weight: 4, arbitrary: upTo(15, 7) }, { weight: 1, arbitrary: upTo(20, 3) });
    const fours = fc.oneof(
      { weight: 4, arbitrary: upTo(5, 2).map((n) => 4 * n) },
      { weight: 1, arbitrary: upTo(9, 1).map((n) => 4 * n) },
    );
    const shapes = fc.tuple(upTo(4), fc.tuple(sides, sides), fours, fours, upTo(3, 0), upTo(3, 0));
    const property = fc.property(shapes, ([batch, size, inputs, outputs, vertical, horizontal]) => {
      const g: ConvCase = {
        ...{ batch, size, inputs, outputs, padding: [vertical, horizontal] },
        ...{ kernel: [3, 3], stride: [1, 1], dilation: [1, 1] },
      };
      const [x, w, dy] = [draw(xShape(g), "x"), draw(wShape(g), "w"), draw(yShape(g), "dy")];
      const filter = [w, wShape(g)] as const;
      expectKernel("Conv2D", { x: [x, xShape(g)], filter }, attrsOf(g), forward(g, x, w));
      const attrs = { ...attrsOf(g), inputShape: xShape(g) };
      const given = { dy: [dy, yShape(g)], filter } as const;
      expectKernel("Conv2DBackpropInput", given, attrs, inputGradient(g, w, dy));
      const both = { x: [x, xShape(g)], dy: [dy, yShape(g)] } as const;
      const towards = { ...attrsOf(g), filterShape: wShape(g) };
      expectKernel("Conv2DBackpropFilter", both, towards, filterGradient(g, x, dy));
    });
    fc.assert(property, { numRuns: fuzzing ? numRuns : Math.ceil(numRuns / 3) });
  });

  test("products with either factor turned", () => {
    const sizes = fc.tuple(upTo(40), upTo(600), upTo(300));
    const property = fc.property(sizes, fc.boolean(), fc.boolean(), ([m, k, n], transposeA, transposeB) => {
      const [aShape, bShape] = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]];
      const [a, b] = [draw(aShape, "a"), draw(bShape, "b")];
      const expected = new Float64Array(m * n);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let l = 0; l < k; l++) {
            const left = a[transposeA ? l * m + i : i * k + l] as number;
            sum += left * (b[transposeB ? j * k + l : l * n + j] as number);
          }
          expected[i * n + j] = sum;
        }
      }
      const inputs = { a: [a, aShape], b: [b, bShape] } as const;
      expectKernel("BatchMatMul", inputs, { transposeA, transposeB }, expected);
    });
    fc.assert(property, { numRuns });
  });
});
