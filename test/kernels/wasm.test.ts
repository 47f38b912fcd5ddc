/** Our wasm kernels against the cpu backend over random geometries. */
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerWasmKernels } from "../../engine/kernels/wasm/register.ts";
import { relativeError } from "../../engine/selftest/compare.ts";
import { registerGradients } from "../../engine/targets/tfjs/gradients/register.ts";
import { convolve } from "../../engine/targets/tfjs/ops/convolution.ts";
import { convolveTransposed } from "../../engine/targets/tfjs/ops/convolution-transposed.ts";
import { avgPool, maxPool } from "../../engine/targets/tfjs/ops/pooling.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { windowOutput } from "../../engine/tensor/window.ts";
import { openTestBackend } from "../support/backends.ts";

beforeAll(async () => {
  await openTestBackend("cpu");
  const wasm = await openTestBackend("wasm");
  registerGradients();
  return () => wasm?.dispose();
});
afterAll(() => tf.removeBackend("cpu"));

type Shape = readonly number[];
type Operation = (inputs: readonly Tensor[]) => Tensor;

const draw = (shape: Shape, stream: string): Float32Array => {
  const random = createRandom(11, stream);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, () => random.normal());
};

/** The value and all gradients, one after the other. */
function compute(backend: "cpu" | "wasm", shapes: readonly Shape[], f: Operation): Float32Array[] {
  tf.setBackend(backend);
  return tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(draw(shape, `input ${i}`), [...shape]));
    // A layer may return its input, which tfjs would not differentiate.
    const g = (...args: Tensor[]) => tf.clone(f(args));
    const upstream = g(...inputs).shape;
    const dy = tf.tensor(draw(upstream, "dy"), upstream);
    const { value, grads } = tf.valueAndGrads(g)(inputs, dy);
    return [value, ...grads].map((tensor) => tensor.dataSync<"float32">());
  });
}

/** Leaves NaN in freed memory: what a kernel does not write, or a library call that it makes refuses, then shows. */
function spoilHeap(): void {
  tf.setBackend("wasm");
  const sizes = [1, 2, 4, 6, 8, 16, 32, 64, 128, 512, 2048];
  tf.dispose(sizes.flatMap((size) => Array.from({ length: 12 }, () => tf.fill([size], Number.NaN))));
}

function expectAgreement(shapes: readonly Shape[], f: Operation): void {
  const expected = compute("cpu", shapes, f);
  spoilHeap();
  const before = tf.memory().numTensors;
  const actual = compute("wasm", shapes, f);
  expect(tf.memory().numTensors).toBe(before);
  for (const [i, reference] of expected.entries()) {
    expect(relativeError(actual[i] as Float32Array, reference)).toBeLessThan(1e-4);
  }
}

const upTo = (max: number, min = 1) => fc.integer({ min, max });
const pairUpTo = (max: number, min = 1) => fc.tuple(upTo(max, min), upTo(max, min));
const geometry = fc
  .record({
    batch: upTo(3),
    size: pairUpTo(11),
    kernel: pairUpTo(5),
    stride: pairUpTo(4),
    padding: pairUpTo(4, 0),
    dilation: fc.oneof(
      { weight: 3, arbitrary: fc.constant<[number, number]>([1, 1]) },
      { weight: 1, arbitrary: pairUpTo(3) },
    ),
    groups: upTo(3),
    inputs: upTo(3),
    outputs: upTo(3),
  })
  .filter(({ size, kernel, stride, padding, dilation }) =>
    ([0, 1] as const).every((axis) => {
      const window = { size: size[axis], kernel: kernel[axis], stride: stride[axis], padding: padding[axis] };
      return windowOutput({ ...window, dilation: dilation[axis] }) >= 1;
    }),
  );

describe("agree with the cpu backend", () => {
  test("a convolution whose windows all lie in the padding", () => {
    const p = { stride: [3, 4], padding: [1, 1], dilation: [1, 1], groups: 1 } as const;
    const shapes = [
      [2, 1, 1, 2],
      [1, 1, 2, 3],
    ];
    expectAgreement(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, p));
  });

  test("convolutions, grouped, strided, padded and dilated", () => {
    fc.assert(
      fc.property(geometry, (g) => {
        const [inputs, outputs] = [g.inputs * g.groups, g.outputs * g.groups];
        const shapes = [
          [g.batch, ...g.size, inputs],
          [...g.kernel, g.inputs, outputs],
        ];
        expectAgreement(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, g));
      }),
      { numRuns: 150 },
    );
  });

  test("depthwise convolutions", () => {
    fc.assert(
      fc.property(geometry, (g) => {
        const channels = g.inputs + g.groups;
        const shapes = [
          [g.batch, ...g.size, channels],
          [...g.kernel, 1, channels * g.outputs],
        ];
        const depthwise = { ...g, groups: channels };
        expectAgreement(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, depthwise));
      }),
      { numRuns: 100 },
    );
  });

  test("transposed convolutions", () => {
    const valid = geometry.filter(({ size, kernel, stride, padding, dilation }) =>
      ([0, 1] as const).every(
        (axis) =>
          (size[axis] - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1 > 2 * padding[axis],
      ),
    );
    fc.assert(
      fc.property(valid, (g) => {
        const shapes = [
          [g.batch, ...g.size, g.inputs * g.groups],
          [...g.kernel, g.outputs, g.inputs * g.groups],
        ];
        const transposed = { ...g, outputPadding: [g.stride[0] - 1, 0] as const };
        expectAgreement(shapes, ([x, kernel]) =>
          convolveTransposed(x as Tensor4D, kernel as Tensor4D, transposed),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("poolings", () => {
    const pooling = geometry.filter(({ kernel, padding, dilation, size }) =>
      ([0, 1] as const).every((axis) => padding[axis] <= kernel[axis] / 2 && dilation[axis] <= size[axis]),
    );
    fc.assert(
      fc.property(pooling, fc.boolean(), fc.boolean(), (g, ceil, counted) => {
        const p = { size: g.kernel, stride: g.stride, padding: g.padding, dilation: g.dilation, ceil };
        const shapes = [[g.batch, ...g.size, g.inputs]];
        expectAgreement(shapes, ([x]) => maxPool(x as Tensor4D, p));
        expectAgreement(shapes, ([x]) => avgPool(x as Tensor4D, { ...p, dilation: [1, 1] }, counted));
      }),
      { numRuns: 150 },
    );
  });

  test("products with either factor turned, and sums over leading axes", () => {
    fc.assert(
      fc.property(upTo(9), upTo(30), upTo(9), fc.boolean(), fc.boolean(), (m, k, n, turnA, turnB) => {
        const shapes = [turnA ? [k, m] : [m, k], turnB ? [n, k] : [k, n]];
        expectAgreement(shapes, ([a, b]) => tf.matMul(a as Tensor, b as Tensor, turnA, turnB));
      }),
    );
    fc.assert(
      fc.property(
        fc.array(upTo(4), { minLength: 1, maxLength: 4 }),
        upTo(4),
        fc.boolean(),
        (shape, axes, keep) => {
          const leading = [...shape.keys()].slice(0, axes);
          expectAgreement([shape], ([x]) => tf.sum(x as Tensor, leading, keep));
        },
      ),
    );
  });

  test("slices of any rank", () => {
    const box = fc.array(fc.tuple(upTo(5, 0), upTo(5), upTo(5, 0)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(box, (axes) => {
        const shape = axes.map(([before, size, after]) => before + size + after);
        const [begin, size] = [axes.map(([before]) => before), axes.map(([, length]) => length)];
        expectAgreement([shape], ([x]) => tf.slice(x as Tensor, begin, size));
      }),
    );
  });
});

describe("splits and joins", () => {
  test("agree with the cpu backend along any axis", () => {
    const parts = fc.array(upTo(40), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, upTo(3), upTo(3), fc.nat(2), (sizes, before, after, axis) => {
        const shapeOf = (size: number) => [before, after, 2].toSpliced(axis, 1, size);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expectAgreement(sizes.map(shapeOf), (inputs) => tf.concat([...inputs], axis));
        expectAgreement([shapeOf(total)], ([x]) =>
          tf.addN(tf.split(x as Tensor, sizes, axis).map((part, i) => tf.sum(tf.mul(part, i + 1)))),
        );
      }),
      { numRuns: 60 },
    );
  });
});

test("registering again changes nothing", () => {
  const names = ["Conv2DBackpropFilter", "BatchMatMul", "Sum", "Slice", "SplitV", "Concat"];
  const before = names.map((name) => tf.getKernel(name, "wasm"));
  registerWasmKernels();
  expect(names.map((name) => tf.getKernel(name, "wasm"))).toEqual(before);
});
