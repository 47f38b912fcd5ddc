import {
  grad,
  memory,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { clipByGlobalNorm, globalNorm } from "../../engine/training/clip.ts";
import { classTargets, meanSquaredError, smooth, softmaxCrossEntropy } from "../../engine/training/losses.ts";
import { correctCount } from "../../engine/training/metrics.ts";
import { relativeError, torchValues } from "./torch/values.ts";
import { useBackend } from "./use-backend.ts";

describe.each(["cpu", "wasm"] as const)("losses and metrics on %s", (name) => {
  useBackend(name);

  it.each(torchValues.losses.crossEntropy)("cross-entropy of $name follows PyTorch", async (reference) => {
    const before = memory().numTensors;
    const { logits, labels, soft, smoothing } = reference;
    const [value, gradient] = tidy(() => {
      const targets: Tensor2D =
        soft === undefined
          ? classTargets(tensor1d(labels ?? [], "int32"), logits.shape[1] as number, smoothing)
          : smooth(tensor2d(soft.data, soft.shape as [number, number]), smoothing);
      const loss = (z: Tensor): Tensor => softmaxCrossEntropy(z as Tensor2D, targets);
      const z = tensor(logits.data, logits.shape);
      return [loss(z), grad(loss)(z)] as [Tensor, Tensor];
    });
    expect(Math.abs(((await value.data())[0] as number) / reference.loss - 1)).toBeLessThan(1e-6);
    expect(relativeError(await gradient.data(), reference.grad.data)).toBeLessThan(1e-5);
    value.dispose();
    gradient.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("mean squared error is the mean over all elements, as PyTorch's", async () => {
    const reference = torchValues.losses.meanSquaredError;
    const output = tensor(reference.output.data, reference.output.shape);
    const target = tensor2d(reference.target.data, [3, 4]);
    const loss = (z: Tensor): Tensor => meanSquaredError(z, target);
    const value = loss(output);
    const gradient = grad(loss)(output);
    expect((await value.data())[0]).toBeCloseTo(reference.loss, 6);
    expect(gradient.shape).toEqual(reference.output.shape);
    expect(relativeError(await gradient.data(), reference.grad.data)).toBeLessThan(1e-5);
  });

  it.each(torchValues.clipping)("clips to the norm $limit as PyTorch does", async (reference) => {
    const grads = new Map(reference.before.map(({ data, shape }, i) => [i, tensor(data, shape)]));
    expect((await globalNorm(grads.values()).data())[0]).toBeCloseTo(reference.norm, 4);
    const clipped = clipByGlobalNorm(grads, reference.limit);
    for (const [i, gradient] of clipped) {
      expect(relativeError(await gradient.data(), reference.after[i]?.data ?? [])).toBeLessThan(1e-5);
    }
    expect(clipped.size).toBe(reference.after.length);
    expect(clipByGlobalNorm(new Map(), 1).size).toBe(0);
  });

  it("counts the samples whose largest score is that of their label, in doubt the lower class", async () => {
    const scores = tensor2d([
      [0.1, 0.9, 0.3, 0.2],
      [0.5, 0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5, 0.5],
      [4, 3, 2, 1],
    ]);
    const count = correctCount(scores, tensor1d([1, 0, 1, 0], "int32"));
    expect((await count.data())[0]).toBe(3);
  });
});
