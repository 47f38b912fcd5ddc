/** The losses as cases: `params.labels` for cross-entropy, `params.target` for the mean squared error. */
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { classTargets, meanSquaredError, softmaxCrossEntropy } from "../training/losses.ts";
import type { OperationCase } from "./types.ts";

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === "number");

export interface CaseLoss {
  readonly targets: Tensor2D;
  run(x: Tensor): Tensor;
}

/** The targets outlive the tape and are the caller's to dispose of. */
export function caseLoss({ params, inputs }: OperationCase): CaseLoss {
  const { labels, target, labelSmoothing } = params;
  const [rows = 0, columns = 0] = inputs.x?.shape ?? [];
  if (isNumbers(labels)) {
    const smoothing = typeof labelSmoothing === "number" ? labelSmoothing : 0;
    const targets = tf.tidy(() => classTargets(tf.tensor1d(labels, "int32"), columns, smoothing));
    return { targets, run: (x) => softmaxCrossEntropy(x as Tensor2D, targets) };
  }
  if (isNumbers(target)) {
    const targets = tf.tensor2d(target, [rows, target.length / rows]);
    return { targets, run: (x) => meanSquaredError(x, targets) };
  }
  throw new Error("The case gives neither labels nor a target.");
}
