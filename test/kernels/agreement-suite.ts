/** The executor's operations on one backend against the cpu backend, over random geometries; a backend a process. */
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { registerGradients } from "../../engine/targets/tfjs/gradients/register.ts";
import { convolve } from "../../engine/targets/tfjs/ops/convolution.ts";
import { convolveTransposed } from "../../engine/targets/tfjs/ops/convolution-transposed.ts";
import { avgPool, maxPool } from "../../engine/targets/tfjs/ops/pooling.ts";
import { openTestBackend } from "../support/backends.ts";
import { expectAgreement, type Operation, type Shape } from "./agreement.ts";
import { poolings, transposedWindows, upTo, windows } from "./geometries.ts";

/** `runs` is the number of random cases of each test. */
export async function expectAgreementOn(name: BackendName, runs: number): Promise<void> {
  await openTestBackend("cpu");
  const backend = await openTestBackend(name);
  registerGradients();
  if (name === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", false);
  const errors: string[] = [];
  backend?.onError((message) => errors.push(message));
  // No call reports what a device refuses.
  afterEach(() => expect(errors).toEqual([]));
  afterAll(() => backend?.dispose());
  const agree = (shapes: readonly Shape[], f: Operation) => expectAgreement(name, shapes, f);
  const numRuns = { numRuns: runs };

  describe.skipIf(backend === null)(`${name} agrees with the cpu backend on`, () => {
    test("a convolution whose windows all lie in the padding", async () => {
      const p = { stride: [3, 4], padding: [1, 1], dilation: [1, 1], groups: 1 } as const;
      const shapes = [
        [2, 1, 1, 2],
        [1, 1, 2, 3],
      ];
      await agree(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, p));
      expect(tf.getBackend()).toBe(name);
    });

    test("convolutions, grouped, strided, padded and dilated", async () => {
      const property = fc.asyncProperty(windows, async (g) => {
        const shapes = [
          [g.batch, ...g.size, g.inputs * g.groups],
          [...g.kernel, g.inputs, g.outputs * g.groups],
        ];
        await agree(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, g));
      });
      await fc.assert(property, numRuns);
    });

    test("depthwise convolutions", async () => {
      const property = fc.asyncProperty(windows, upTo(3), async (g, multiplier) => {
        const p = { ...g, groups: g.inputs };
        const shapes = [
          [g.batch, ...g.size, g.inputs],
          [...g.kernel, 1, g.inputs * multiplier],
        ];
        await agree(shapes, ([x, kernel]) => convolve(x as Tensor4D, kernel as Tensor4D, p));
      });
      await fc.assert(property, numRuns);
    });

    test("transposed convolutions", async () => {
      const property = fc.asyncProperty(transposedWindows, async (g) => {
        const shapes = [
          [g.batch, ...g.size, g.inputs * g.groups],
          [...g.kernel, g.outputs, g.inputs * g.groups],
        ];
        const p = { ...g, outputPadding: [g.stride[0] - 1, 0] as const };
        await agree(shapes, ([x, kernel]) => convolveTransposed(x as Tensor4D, kernel as Tensor4D, p));
      });
      await fc.assert(property, numRuns);
    });

    test("poolings", async () => {
      const property = fc.asyncProperty(poolings, fc.boolean(), fc.boolean(), async (g, ceil, counted) => {
        const p = { size: g.kernel, stride: g.stride, padding: g.padding, dilation: g.dilation, ceil };
        const shapes = [[g.batch, ...g.size, g.inputs]];
        await agree(shapes, ([x]) => maxPool(x as Tensor4D, p));
        await agree(shapes, ([x]) => avgPool(x as Tensor4D, { ...p, dilation: [1, 1] }, counted));
      });
      await fc.assert(property, numRuns);
    });

    test("products with either factor turned", async () => {
      const sizes = fc.tuple(upTo(9), upTo(30), upTo(9));
      const property = fc.asyncProperty(
        sizes,
        fc.boolean(),
        fc.boolean(),
        async ([m, k, n], turnA, turnB) => {
          const shapes = [turnA ? [k, m] : [m, k], turnB ? [n, k] : [k, n]];
          await agree(shapes, ([a, b]) => tf.matMul(a as Tensor, b as Tensor, turnA, turnB));
        },
      );
      await fc.assert(property, numRuns);
    });

    test("sums over leading axes", async () => {
      const shapes = fc.array(upTo(4), { minLength: 1, maxLength: 4 });
      const property = fc.asyncProperty(shapes, upTo(4), fc.boolean(), async (shape, axes, keep) => {
        const leading = [...shape.keys()].slice(0, axes);
        await agree([shape], ([x]) => tf.sum(x as Tensor, leading, keep));
      });
      await fc.assert(property, numRuns);
    });

    test("slices", async () => {
      const box = fc.array(fc.tuple(upTo(5, 0), upTo(5), upTo(5, 0)), { minLength: 1, maxLength: 4 });
      const property = fc.asyncProperty(box, async (axes) => {
        const shape = axes.map(([before, size, after]) => before + size + after);
        const [begin, size] = [axes.map(([before]) => before), axes.map(([, length]) => length)];
        await agree([shape], ([x]) => tf.slice(x as Tensor, begin, size));
      });
      await fc.assert(property, numRuns);
    });

    test("splits and joins along any axis", async () => {
      const parts = fc.array(upTo(40), { minLength: 1, maxLength: 4 });
      const property = fc.asyncProperty(
        parts,
        upTo(3),
        upTo(3),
        fc.nat(2),
        async (sizes, before, after, axis) => {
          const shapeOf = (size: number) => [before, after, 2].toSpliced(axis, 1, size);
          const total = sizes.reduce((sum, size) => sum + size, 0);
          await agree(sizes.map(shapeOf), (inputs) => tf.concat([...inputs], axis));
          // Not summed: terms that cancel would leave the rounding of the sum, which is not what is looked at.
          await agree([shapeOf(total)], ([x]) =>
            tf.concat(
              tf.split(x as Tensor, sizes, axis).map((part, i) => tf.mul(part, i + 1)),
              axis,
            ),
          );
        },
      );
      await fc.assert(property, numRuns);
    });
  });
}
