/** One kernel of the current backend beside values in float64. */
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { relativeError } from "../../engine/selftest/compare.ts";

export type Operands = Readonly<Record<string, readonly [Float32Array, readonly number[]]>>;

/** All outputs, compared in order; freed memory is left full of NaN, so that what is not written shows. */
export async function expectKernels(
  name: string,
  inputs: Operands,
  attrs: Readonly<Record<string, unknown>>,
  expected: readonly Float64Array[],
): Promise<void> {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([key, [data, shape]]) => [key, tf.tensor(data, [...shape])]),
  );
  tf.dispose(expected.map(({ length }) => tf.mul(tf.fill([length], 1), tf.tensor1d([Number.NaN]))));
  await expectResults(tensors, [tf.engine().runKernel(name, tensors, attrs as never)].flat(), expected);
}

export async function expectResults(
  tensors: Readonly<Record<string, Tensor>>,
  results: readonly Tensor[],
  expected: readonly Float64Array[],
): Promise<void> {
  const actual = await Promise.all(results.map((result) => result.data<"float32">()));
  tf.dispose([...results, ...Object.values(tensors)]);
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  for (const [i, reference] of expected.entries()) {
    expect(relativeError(actual[i] ?? [], reference)).toBeLessThan(1e-4);
  }
}
