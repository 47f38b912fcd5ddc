/** Follows one parameter through the steps of an optimiser. */
import * as tf from "@tensorflow/tfjs-core";
import type { OptimizerSettings } from "../document/types.ts";
import { createOptimizer } from "../training/optimizers/optimizer.ts";
import { relativeError } from "./compare.ts";
import type { CaseTensor, OptimiserCase } from "./types.ts";

const DEFAULTS: OptimizerSettings = {
  type: "sgd",
  lr: 0.01,
  momentum: 0,
  nesterov: false,
  weightDecay: 0,
  beta1: 0.9,
  beta2: 0.999,
  alpha: 0.99,
  epsilon: 1e-8,
};
const TYPES = ["adamw", "adam", "rmsprop"] as const;

const settingsOf = ({ name, params }: OptimiserCase): OptimizerSettings => ({
  ...DEFAULTS,
  ...params,
  type: TYPES.find((type) => name.startsWith(type)) ?? "sgd",
});
const tensorOf = ({ shape, data }: CaseTensor) => tf.tensor(Float32Array.from(data), [...shape]);

/** The largest relative error of the parameter after any step. Leaves no tensor behind. */
export async function runOptimiser(c: OptimiserCase): Promise<number> {
  const settings = settingsOf(c);
  const optimizer = createOptimizer(settings);
  const parameter = tf.tidy(() => tf.variable(tensorOf(c.start)));
  let largest = 0;
  try {
    for (const [i, reference] of c.after.entries()) {
      const gradient = c.grads[i];
      if (gradient === undefined) throw new Error("The case gives fewer gradients than results.");
      tf.tidy(() =>
        optimizer.apply(new Map([["p", parameter]]), new Map([["p", tensorOf(gradient)]]), settings.lr),
      );
      largest = Math.max(largest, relativeError(await parameter.data(), reference.data));
    }
  } finally {
    optimizer.dispose();
    parameter.dispose();
  }
  return largest;
}
