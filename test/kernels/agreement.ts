/** Computes the same on two backends and compares. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { relativeError } from "../../engine/selftest/compare.ts";
import type { BackendName } from "../../engine/targets/tfjs/backend/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";

export type Shape = readonly number[];
export type Operation = (inputs: readonly Tensor[]) => Tensor;

const draw = (shape: Shape, stream: string): Float32Array => {
  const random = createRandom(11, stream);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, () => random.normal());
};

/** The value and all gradients, one after the other. */
async function compute(
  backend: BackendName,
  shapes: readonly Shape[],
  f: Operation,
): Promise<readonly Float32Array[]> {
  await tf.setBackend(backend);
  const results = tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(draw(shape, `input ${i}`), [...shape]));
    // A layer may return its input, which tfjs would not differentiate.
    const g = (...args: Tensor[]) => tf.clone(f(args));
    const upstream = g(...inputs).shape;
    const dy = tf.tensor(draw(upstream, "dy"), upstream);
    const { value, grads } = tf.valueAndGrads(g)(inputs, dy);
    return [value, ...grads];
  });
  const values = await Promise.all(results.map((tensor) => tensor.data<"float32">()));
  tf.dispose(results);
  return values;
}

/** Leaves NaN in freed memory, so that what a kernel does not write shows. */
function spoilMemory(): void {
  const sizes = [1, 2, 4, 6, 8, 16, 32, 64, 128, 512, 2048];
  tf.dispose(sizes.flatMap((size) => Array.from({ length: 4 }, () => tf.fill([size], Number.NaN))));
}

/** Values and gradients must agree with the cpu backend's, which the reference values hold to PyTorch's. */
export async function expectAgreement(
  backend: BackendName,
  shapes: readonly Shape[],
  f: Operation,
): Promise<void> {
  const expected = await compute("cpu", shapes, f);
  await tf.setBackend(backend);
  spoilMemory();
  const before = tf.memory().numTensors;
  const actual = await compute(backend, shapes, f);
  expect(tf.memory().numTensors).toBe(before);
  for (const [i, reference] of expected.entries()) {
    expect(relativeError(actual[i] ?? [], reference)).toBeLessThan(1e-4);
  }
}
