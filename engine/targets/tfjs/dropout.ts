/**
 * Dropout, whose masks are a function of (seed, node, step, element): drawn on the device where the backend has a kernel for
 * it, and else in JavaScript, with the same bits. A mask is not kept on the device: the gradient draws it again.
 */
import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Path } from "../../blocks/types.ts";
import { streamKey, threefryInto, threshold, type Words } from "../../tensor/random-counter.ts";
import { hasKernel, runKernel } from "./ops/fused.ts";

/** What the masks of one step are drawn from. */
export interface DropoutDraw {
  readonly seed: number;
  /** From 0; on the device as `[1]` of int32 where it has a fixed place there. */
  readonly step: number | Tensor1D;
}

export const dropoutKey = (seed: number, path: Path): Words => streamKey(seed, `dropout/${path}`);

/**
 * `size` numbers: zero with probability `rate`, and else `1/(1 - rate)` (inverted dropout, as in PyTorch). Numbers 2i and
 * 2i + 1 are the two words of the counter (i, step).
 */
export function drawMask([k0, k1]: Words, step: number, size: number, rate: number): Float32Array {
  const kept = 1 / (1 - rate);
  const limit = threshold(rate);
  const mask = new Float32Array(size);
  const pair = new Uint32Array(2);
  for (let i = 0; i < size; i += 2) {
    threefryInto(pair, 0, k0, k1, i / 2, step);
    mask[i] = (pair[0] as number) < limit ? 0 : kept;
    if (i + 1 < size) mask[i + 1] = (pair[1] as number) < limit ? 0 : kept;
  }
  return mask;
}

/** `x` times a mask of `maskShape`: of its own shape, or `[batch, 1, 1, channels]`. Call inside `tf.tidy`. */
export function dropOut(
  x: Tensor,
  maskShape: readonly number[],
  rate: number,
  key: Words,
  step: DropoutDraw["step"],
): Tensor {
  if (!hasKernel("Dropout")) return byMask(x, maskShape, rate, key, step);
  const channels = maskShape[maskShape.length - 1] ?? 1;
  const size = maskShape.reduce((product, length) => product * length, 1);
  const attrs = {
    threshold: threshold(rate),
    kept: Math.fround(1 / (1 - rate)),
    // Elements of `x` that share a number are this far apart, so many in a row of them.
    channels,
    shared: x.size / size,
  };
  const inputs = {
    x,
    key: tf.tensor1d(Int32Array.from(key), "int32"),
    step: typeof step === "number" ? tf.tensor1d([step | 0], "int32") : step,
  };
  return runKernel("Dropout", inputs, attrs);
}

/** Only the mask is kept for the gradient. */
function byMask(
  x: Tensor,
  maskShape: readonly number[],
  rate: number,
  key: Words,
  step: DropoutDraw["step"],
): Tensor {
  if (typeof step !== "number") throw new Error("This backend draws no masks on its device.");
  const size = maskShape.reduce((product, length) => product * length, 1);
  const times = tf.customGrad((...args) => {
    const [input, save] = args as [Tensor, (saved: Tensor[]) => void];
    const mask = tf.tensor(drawMask(key, step, size, rate), [...maskShape]);
    save([mask]);
    return {
      value: tf.mul(input, mask),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, saved[0] as Tensor),
    };
  });
  return times(x);
}
