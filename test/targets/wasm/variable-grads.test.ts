/** Our way back over tfjs' tape beside its own, on graphs where gradients are shared, summed and freed. */
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, expect, test } from "vitest";
import { registerGradients } from "../../../engine/targets/tfjs/gradients/register.ts";
import { variableGrads } from "../../../engine/targets/tfjs/gradients/variable-grads.ts";
import { addAll, addBias, concatChannels } from "../../../engine/targets/tfjs/ops/combine.ts";
import { openTestBackend } from "../../support/backends.ts";

const backend = await openTestBackend("wasm");
registerGradients();
afterAll(() => backend?.dispose());

const values = (...shape: number[]): tf.Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(1 + 1.7 * i)),
    shape,
  );
};
const w = tf.tidy(() => tf.variable(values(6, 6)));
const b = tf.tidy(() => tf.variable(values(6)));
const unused = tf.tidy(() => tf.variable(values(2)));

type Sum = (terms: tf.Tensor[]) => tf.Tensor;

/** `sum` hands the same gradient to all terms; tfjs' own way back frees it too early and needs one that copies. */
const CASES: Readonly<Record<string, (sum: Sum) => tf.Tensor>> = {
  "a value used three times": (sum) => {
    const h = tf.tanh(tf.matMul(values(4, 6), w as tf.Tensor2D));
    return sum([h, tf.mul(h, h), h]);
  },
  "one gradient for several branches": (sum) => {
    const h = addBias(tf.matMul(values(4, 6), w as tf.Tensor2D), b as unknown as tf.Tensor1D);
    const left = tf.relu(h);
    return sum([left, tf.sigmoid(left), sum([h, h])]);
  },
  "parts that are joined and cut": () => {
    const h = tf.matMul(values(4, 6), w as tf.Tensor2D);
    const [first, , third] = tf.split(concatChannels([h, tf.square(h)]), 3, 1);
    return tf.add(first as tf.Tensor, tf.slice(third as tf.Tensor, [0, 0], [4, 4]));
  },
  "a weight used twice": () => {
    const h = tf.matMul(values(4, 6), w as tf.Tensor2D);
    return tf.reshape(tf.matMul(tf.relu(h), w as tf.Tensor2D, false, true), [2, 12]);
  },
  "products with what is no variable, on either side": () => {
    const still = tf.tanh(tf.matMul(values(4, 6), values(6, 6) as tf.Tensor2D));
    const h = tf.matMul(tf.mul(still, still) as tf.Tensor2D, w as tf.Tensor2D);
    const right = tf.mul(tf.mul(h, still), values(6));
    return tf.add(right, tf.mul(tf.mul(values(6), tf.tanh(right)), tf.mul(h, right)));
  },
  "branches that lead nowhere": () => {
    const h = tf.matMul(values(4, 6), w as tf.Tensor2D);
    tf.exp(h);
    return tf.mean(h, 0);
  },
};

/** What `f` makes of its tensors, which are freed. */
function within<T>(f: () => T): T {
  const results: T[] = [];
  tf.tidy(() => void results.push(f()));
  return results[0] as T;
}

test.each(Object.entries(CASES))("%s", (_, f) => {
  const loss = (sum: Sum) => () => tf.sum(tf.mul(f(sum), 0.1)) as tf.Scalar;
  const before = tf.memory().numTensors;
  const read = (found: { value: tf.Scalar; grads: tf.NamedTensorMap }) => {
    const read = Object.entries(found.grads).map(
      ([name, gradient]) => [name, [...gradient.dataSync()]] as const,
    );
    return { value: found.value.dataSync()[0], grads: new Map(read) };
  };
  const ours = within(() => read(variableGrads(loss(addAll), [w, b, unused])));
  const stock = within(() => read(tf.variableGrads(loss(tf.addN), [w, b, unused])));
  expect(ours.value).toBe(stock.value);
  expect([...ours.grads.keys()].sort()).toEqual([...stock.grads.keys()].sort());
  for (const [name, gradient] of stock.grads) {
    const own = ours.grads.get(name) ?? [];
    expect(own).toHaveLength(gradient.length);
    for (const [i, value] of gradient.entries()) expect(own[i]).toBeCloseTo(value, 5);
  }
  expect(tf.memory().numTensors).toBe(before);
});

test("a value without variables, and a gradient within a gradient, are refused", () => {
  tf.tidy(() => {
    expect(() => variableGrads(() => tf.scalar(1), [w])).toThrow(/none of the variables/);
    const within = (): tf.Scalar => variableGrads(() => tf.sum(w) as tf.Scalar, [w]).value;
    expect(() => variableGrads(within, [w])).toThrow(/gradient of a gradient/);
  });
});
