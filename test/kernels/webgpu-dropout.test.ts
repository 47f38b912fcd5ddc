/** Masks of dropout: the same on every backend to the bit, forward and in the gradient. */
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { dropOut, dropoutKey } from "../../engine/targets/tfjs/dropout.ts";
import { registerGradients } from "../../engine/targets/tfjs/gradients/register.ts";
import { hasKernel } from "../../engine/targets/tfjs/ops/fused.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { openTestBackend } from "../support/backends.ts";

// Each rate compiles a shader of its own, which software drivers are slow at.
const cases = fc.sample(
  fc.record({
    shape: fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
    ),
    spatial: fc.boolean(),
    rate: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    seed: fc.integer({ min: 0, max: 2 ** 45 }),
    step: fc.nat(2 ** 31 - 1),
  }),
  { numRuns: 16, seed: 11 },
);

/** Values and gradients of all cases. */
async function valuesOn(name: BackendName): Promise<readonly Float32Array[] | null> {
  const backend = await openTestBackend(name);
  if (backend === null) return null;
  registerGradients();
  expect(hasKernel("Dropout")).toBe(name === "webgpu");
  const values: Float32Array[] = [];
  for (const { shape, spatial, rate, seed, step } of cases) {
    const random = createRandom(1, "x");
    const size = shape.reduce((product, length) => product * length, 1);
    const draw = (): tf.Tensor => tf.tensor(Float32Array.from({ length: size }, random.normal), [...shape]);
    const [x, dy] = [draw(), draw()];
    const maskShape = spatial ? [shape[0], 1, 1, shape[3]] : shape;
    const drop = (input: tf.Tensor): tf.Tensor =>
      dropOut(input, maskShape, rate, dropoutKey(seed, "drop"), step);
    const before = tf.memory().numTensors;
    const y = tf.tidy(() => drop(x));
    const dx = tf.grad(drop)(x, dy);
    expect(tf.memory().numTensors).toBe(before + 2);
    values.push(await y.data<"float32">(), await dx.data<"float32">());
    tf.dispose([x, dy, y, dx]);
  }
  backend.dispose();
  return values;
}

const reference = await valuesOn("cpu");

describe("dropout", () => {
  test("drops its share, and a whole channel where it is spatial", () => {
    for (const [i, { shape, spatial, rate }] of cases.entries()) {
      const y = reference?.[2 * i] ?? [];
      const kept = Array.from(y, (value) => value !== 0);
      if (!spatial) continue;
      const [batch, height, width, channels] = shape;
      const around = height * width;
      for (let n = 0; n < batch; n++) {
        for (let c = 0; c < channels; c++) {
          const column = Array.from({ length: around }, (_, p) => kept[(n * around + p) * channels + c]);
          expect(new Set(column).size, `rate ${rate}`).toBe(1);
        }
      }
    }
    let [dropped, expected, variance] = [0, 0, 0];
    for (const [i, { spatial, rate }] of cases.entries()) {
      const y = reference?.[2 * i];
      if (spatial || y === undefined) continue;
      dropped += y.filter((value) => value === 0).length;
      expected += rate * y.length;
      variance += rate * (1 - rate) * y.length;
    }
    expect(Math.abs(dropped - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  test.each(["wasm", "webgpu"] as const)("is the same on %s to the bit", async (name) => {
    const values = await valuesOn(name);
    if (values !== null) expect(values).toEqual(reference);
  });
});

afterAll(() => tf.removeBackend("cpu"));
