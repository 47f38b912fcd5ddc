/**
 * The WebGPU kernels against float64 over random windows and products; `LAYERLOOM_FUZZ` sets the number of cases of each
 * kind, and a quarter of it for tiled products (400 are 2,100 altogether). Every geometry compiles shaders, which software drivers are slow at.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { convFilterGradient } from "../../engine/kernels/webgpu/conv-filter-gradient.ts";
import { convForward } from "../../engine/kernels/webgpu/conv-forward.ts";
import { convInputGradient } from "../../engine/kernels/webgpu/conv-input-gradient.ts";
import { geometryOf } from "../../engine/kernels/webgpu/geometry.ts";
import { openTestBackend } from "../support/backends.ts";
import { fuzzCases } from "./fuzz.ts";
import { upTo, windows } from "./geometries.ts";
import {
  batchNorm,
  batchNormGradient,
  depthwiseFilterGradient,
  depthwiseInputGradient,
} from "./wasm-layer-reference.ts";
import { draw, filterGradient, forEachPair, forward, inputGradient, outputOf } from "./wasm-reference.ts";
import { expectKernels, expectResults } from "./webgpu-kernel.ts";

const numRuns = fuzzCases(8);
vi.setConfig({ testTimeout: 120_000 + 8000 * numRuns });
const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

/** The channels of one group out of all, pixel by pixel. */
const ofGroup = (data: ArrayLike<number>, group: number, own: number, groups: number): Float32Array =>
  Float32Array.from({ length: data.length / groups }, (_, i) => {
    const at = Math.floor(i / own) * own * groups + group * own + (i % own);
    return data[at] as number;
  });

/** Puts the groups' results side by side again. */
function joined(parts: readonly Float64Array[], own: number): Float64Array {
  const groups = parts.length;
  const whole = new Float64Array((parts[0]?.length ?? 0) * groups);
  for (const [group, part] of parts.entries()) {
    for (const [i, value] of part.entries()) {
      whole[Math.floor(i / own) * own * groups + group * own + (i % own)] = value;
    }
  }
  return whole;
}

const wide = fc.constantFrom(1, 2, 3, 4, 5, 8, 12, 20, 33, 64);

describe.skipIf(backend === null)("the WebGPU kernels agree with float64 on", () => {
  test("convolutions with groups and bias, and their gradients", async () => {
    const cases = fc.record({ g: windows, inputs: wide, outputs: wide, groups: fc.constantFrom(1, 1, 2, 3) });
    const property = fc.asyncProperty(cases, async ({ g, inputs, outputs, groups }) => {
      const one = { ...g, inputs, outputs };
      const { stride, padding, dilation } = g;
      const attrs = { stride, padding, dilation, groups };
      const [height, width] = outputOf(one);
      const xShape = [g.batch, ...g.size, inputs * groups];
      const wShape = [...g.kernel, inputs, outputs * groups];
      const yShape = [g.batch, height, width, outputs * groups];
      const [x, w, dy] = [draw(xShape, "x"), draw(wShape, "w"), draw(yShape, "dy")];
      const bias = draw([outputs * groups], "bias");
      const each = (of: (x: Float32Array, w: Float32Array, dy: Float32Array) => Float64Array, own: number) =>
        joined(
          Array.from({ length: groups }, (_, i) =>
            of(
              ofGroup(x, i, inputs, groups),
              ofGroup(w, i, outputs, groups),
              ofGroup(dy, i, outputs, groups),
            ),
          ),
          own,
        );
      const y = each((a, b) => forward(one, a, b), outputs).map(
        (v, i) => v + (bias[i % bias.length] as number),
      );
      const operands = { x: [x, xShape], filter: [w, wShape], bias: [bias, [bias.length]] } as const;
      await expectKernels("Convolution", operands, attrs, [y]);
      const dx = each((_, b, c) => inputGradient(one, b, c), inputs);
      const forInput = { dy: [dy, yShape], filter: [w, wShape] } as const;
      await expectKernels("ConvolutionInputGrad", forInput, { ...attrs, inputShape: xShape }, [dx]);
      const dw = each((a, _, c) => filterGradient(one, a, c), outputs);
      const forFilter = { x: [x, xShape], dy: [dy, yShape] } as const;
      await expectKernels("ConvolutionFilterGrad", forFilter, { ...attrs, filterShape: wShape }, [dw]);
    });
    await fc.assert(property, { numRuns });
  });

  test("convolutions and their gradients by tiled products, which large cases take", async () => {
    const cases = fc.record({ g: windows, inputs: wide, outputs: wide });
    const property = fc.asyncProperty(cases, async ({ g: window, inputs, outputs }) => {
      const one = { ...window, inputs, outputs };
      const [height, width] = outputOf(one);
      const xShape = [one.batch, ...one.size, inputs];
      const wShape = [...one.kernel, inputs, outputs];
      const yShape = [one.batch, height, width, outputs];
      const [x, w, dy] = [draw(xShape, "x"), draw(wShape, "w"), draw(yShape, "dy")];
      const tensors = { x: tf.tensor(x, xShape), w: tf.tensor(w, wShape), dy: tf.tensor(dy, yShape) };
      const gpu = tf.backend() as unknown as WebGPUBackend;
      const g = geometryOf(xShape, wShape, { ...one, groups: 1 });
      const results = [
        convForward(gpu, tensors.x, tensors.w, null, g),
        convInputGradient(gpu, tensors.dy, tensors.w, g),
        convFilterGradient(gpu, tensors.x, tensors.dy, g),
      ].map((info) => tf.engine().makeTensorFromTensorInfo(info));
      const expected = [forward(one, x, w), inputGradient(one, w, dy), filterGradient(one, x, dy)];
      await expectResults(tensors, results, expected);
    });
    await fc.assert(property, { numRuns: Math.ceil(numRuns / 4) });
  });

  test("depthwise convolutions and their gradients", async () => {
    const cases = fc.record({ g: windows, channels: fc.constantFrom(2, 3, 8), multiplier: upTo(3) });
    const property = fc.asyncProperty(cases, async ({ g, channels, multiplier }) => {
      const one = { ...g, inputs: channels, outputs: channels * multiplier };
      const { stride, padding, dilation } = g;
      const attrs = { stride, padding, dilation, groups: channels };
      const [height, width] = outputOf(one);
      const xShape = [g.batch, ...g.size, channels];
      const wShape = [...g.kernel, 1, channels * multiplier];
      const yShape = [g.batch, height, width, channels * multiplier];
      const [x, w, dy] = [draw(xShape, "x"), draw(wShape, "w"), draw(yShape, "dy")];
      const y = new Float64Array(dy.length);
      forEachPair(one, (pixel, output, tap) => {
        for (let o = 0; o < one.outputs; o++) {
          const value = x[pixel * channels + Math.floor(o / multiplier)] as number;
          y[output * one.outputs + o] =
            (y[output * one.outputs + o] as number) + value * (w[tap * one.outputs + o] as number);
        }
      });
      await expectKernels("Convolution", { x: [x, xShape], filter: [w, wShape] }, attrs, [y]);
      await expectKernels(
        "ConvolutionInputGrad",
        { dy: [dy, yShape], filter: [w, wShape] },
        { ...attrs, inputShape: xShape },
        [depthwiseInputGradient(one, w, dy)],
      );
      await expectKernels(
        "ConvolutionFilterGrad",
        { x: [x, xShape], dy: [dy, yShape] },
        { ...attrs, filterShape: wShape },
        [depthwiseFilterGradient(one, x, dy)],
      );
    });
    await fc.assert(property, { numRuns });
  });

  test("products with either factor turned, split along their depth or not", async () => {
    const cases = fc.tuple(
      upTo(90),
      fc.oneof(upTo(60), upTo(1500, 500)),
      upTo(90),
      fc.boolean(),
      fc.boolean(),
    );
    const property = fc.asyncProperty(cases, async ([m, k, n, transposeA, transposeB]) => {
      const [aShape, bShape] = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]];
      const [a, b] = [draw(aShape, "a"), draw(bShape, "b")];
      const c = new Float64Array(m * n);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let e = 0; e < k; e++) {
            const left = a[transposeA ? e * m + i : i * k + e] as number;
            sum += left * (b[transposeB ? j * k + e : e * n + j] as number);
          }
          c[i * n + j] = sum;
        }
      }
      await expectKernels("BatchMatMul", { a: [a, aShape], b: [b, bShape] }, { transposeA, transposeB }, [c]);
    });
    await fc.assert(property, { numRuns });
  });

  test("batch norm in training and its gradient", async () => {
    const level = fc.integer({ min: -3, max: 3 });
    const property = fc.asyncProperty(upTo(700, 3), upTo(70), level, async (rows, width, mean) => {
      const shape = [rows, width];
      const x = draw(shape, "x").map((value, i) => value * ((i % width) + 1) + mean);
      const [scale, shift, dy] = [draw([width], "scale"), draw([width], "shift"), draw(shape, "dy")];
      const results = batchNorm(x, scale, shift, 1e-5);
      const inputs = { x: [x, shape], scale: [scale, [width]], shift: [shift, [width]] } as const;
      await expectKernels("BatchNormTraining", inputs, { epsilon: 1e-5 }, results);
      const [, centre, , inverse] = results as [Float64Array, Float64Array, Float64Array, Float64Array];
      const given = {
        dy: [dy, shape],
        x: [x, shape],
        mean: [Float32Array.from(centre), [width]],
        inverse: [Float32Array.from(inverse), [width]],
        scale: [scale, [width]],
      } as const;
      await expectKernels(
        "BatchNormTrainingGrad",
        given,
        {},
        batchNormGradient(dy, x, centre, inverse, scale),
      );
    });
    await fc.assert(property, { numRuns });
  });

  test("the cross-entropy of a softmax, and its gradient", async () => {
    const property = fc.asyncProperty(upTo(70), upTo(90, 2), async (batch, classes) => {
      const logits = draw([batch, classes], "z").map((value) => 5 * value);
      const targets = new Float32Array(batch * classes);
      for (let b = 0; b < batch; b++) targets[b * classes + ((b * 7) % classes)] = 1;
      let loss = 0;
      const gradient = new Float64Array(batch * classes);
      for (let b = 0; b < batch; b++) {
        const row = Array.from(logits.subarray(b * classes, (b + 1) * classes));
        const sum = row.reduce((total, z) => total + Math.exp(z), 0);
        for (const [c, z] of row.entries()) {
          const y = targets[b * classes + c] as number;
          loss -= (y * (z - Math.log(sum))) / batch;
          gradient[b * classes + c] = (Math.exp(z) / sum - y) / batch;
        }
      }
      const shape = [batch, classes];
      await expectKernels("SoftmaxCrossEntropy", { logits: [logits, shape], targets: [targets, shape] }, {}, [
        Float64Array.of(loss),
        gradient,
      ]);
    });
    await fc.assert(property, { numRuns });
  });
});
