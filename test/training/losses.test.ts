import {
  grad,
  memory,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { clipByGlobalNorm, globalNorm } from "../../engine/training/clip.ts";
import { classTargets, meanSquaredError, smooth, softmaxCrossEntropy } from "../../engine/training/losses.ts";
import { correctCount, topCount } from "../../engine/training/metrics.ts";
import { testBackends, useBackend } from "./backends.ts";
import { relativeError, torchValues } from "./torch/values.ts";

describe.each(testBackends)("losses and metrics on %s", (backend) => {
  it.each(torchValues.losses.crossEntropy)("cross-entropy of $name follows PyTorch", async (reference) => {
    await useBackend(backend);
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
    await useBackend(backend);
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
    await useBackend(backend);
    const grads = new Map(reference.before.map(({ data, shape }, i) => [i, tensor(data, shape)]));
    expect((await globalNorm(grads.values()).data())[0]).toBeCloseTo(reference.norm, 4);
    const clipped = clipByGlobalNorm(grads, reference.limit);
    for (const [i, gradient] of clipped) {
      expect(relativeError(await gradient.data(), reference.after[i]?.data ?? [])).toBeLessThan(1e-5);
    }
    expect(clipped.size).toBe(reference.after.length);
    expect(clipByGlobalNorm(new Map(), 1).size).toBe(0);
  });

  it("counts the largest and the k largest scores, in doubt for the lower class, never a NaN", async () => {
    await useBackend(backend);
    const scores = tensor2d([
      [0.1, 0.9, 0.3, 0.2],
      [0.5, 0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5, 0.5],
      [4, 3, 2, 1],
      [Number.NaN, 1, 2, 3],
    ]);
    const count = async (result: Tensor): Promise<number | undefined> => (await result.data())[0];
    const labels: Tensor1D = tensor1d([2, 1, 2, 3, 3], "int32");
    expect(await count(topCount(scores, labels, 2))).toBe(2);
    expect(await count(topCount(scores, labels, 3))).toBe(3);
    expect(await count(topCount(scores, labels, 4))).toBe(4);
    expect(await count(correctCount(slice(scores, 0, 4), tensor1d([1, 0, 1, 0], "int32")))).toBe(3);
  });
});
