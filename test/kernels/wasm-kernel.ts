/** Runs one kernel of the wasm backend on arrays. */
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { relativeError } from "../../engine/selftest/compare.ts";

export type Operands = Readonly<Record<string, readonly [Float32Array, readonly number[]]>>;

/** All outputs, compared in order; freed memory is left full of NaN, so that what is not written shows. */
export function expectKernels(
  name: string,
  inputs: Operands,
  attrs: Readonly<Record<string, unknown>>,
  expected: readonly Float64Array[],
): void {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([key, [data, shape]]) => [key, tf.tensor(data, [...shape])]),
  );
  const sizes = expected.flatMap(({ length }) => [1, 2, 4].map((part) => Math.ceil(length / part)));
  tf.dispose(sizes.map((size) => tf.fill([size], Number.NaN)));
  const results = [tf.engine().runKernel(name, tensors, attrs as never)].flat() as readonly tf.Tensor[];
  const actual = results.map((result) => result.dataSync<"float32">());
  tf.dispose([...results, ...Object.values(tensors)]);
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  for (const [i, reference] of expected.entries()) {
    expect(relativeError(actual[i] ?? [], reference)).toBeLessThan(1e-4);
  }
}

export const expectKernel = (
  name: string,
  inputs: Operands,
  attrs: Readonly<Record<string, unknown>>,
  expected: Float64Array,
): void => expectKernels(name, inputs, attrs, [expected]);
