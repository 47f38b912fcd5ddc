/** The images of a batch on their way to the network: finished on the device where it has a kernel for it. */
import * as tf from "@tensorflow/tfjs-core";
import { ARCTANGENTS, fractionBits, SHRUNK } from "../data/augment/angle.ts";
import { widestAngle } from "../data/augment/augment.ts";
import { finishBatch } from "../data/augment/finish.ts";
import { augmentWords } from "../data/augment/words.ts";
import type { Batch, Unfinished } from "../data/types.ts";
import { hasKernel, runKernel } from "../targets/tfjs/ops/fused.ts";
import type { Shape } from "../tensor/shape.ts";

/** Whether the current backend finishes images, so that batches may leave them as they were read. */
export const finishesImages = (): boolean => hasKernel("FinishImages");

/** Images as they were read, and what is drawn for them, on the device. */
export interface ImageInputs {
  /** `[count, H, W, C]`. */
  readonly pixels: tf.Tensor;
  /** As `augmentWords` writes them, int32. */
  readonly words: tf.Tensor;
  /** As `pixels`; only with mix-up. */
  readonly partners: tf.Tensor | null;
}

/** Augmented, blended and normalised on the device. Call inside `tf.tidy`. */
export function finishImages({ pixels, words, partners }: ImageInputs, unfinished: Unfinished): tf.Tensor {
  const { size, augment, normalization } = unfinished;
  const angle = widestAngle(augment.rotation);
  const inputs = { pixels, words, ...(partners === null ? {} : { partners }) };
  return runKernel("FinishImages", inputs, {
    ...size,
    mean: normalization.mean,
    std: normalization.std,
    mixed: partners !== null,
    flip: augment.flip,
    crop: Math.floor(augment.crop),
    cutout: Math.floor(augment.cutout),
    color: augment.color,
    angle,
    fractionBits: fractionBits(size),
    ...(angle === 0 ? {} : { arctangents: ARCTANGENTS, shrunk: SHRUNK }),
  });
}

/** `[batch, H, W, C]` for maps, `[batch, N]` for vectors. */
export function inputTensor(pixels: Float32Array, count: number, shape: Shape): tf.Tensor {
  const [channels, height, width] = shape as readonly [number, number?, number?];
  return height === undefined || width === undefined
    ? tf.tensor2d(pixels, [count, channels])
    : tf.tensor(pixels, [count, height, width, channels]);
}

/** What the network takes of a batch, finished or not. Call inside `tf.tidy`. */
export function batchInput(batch: Batch, shape: Shape): tf.Tensor {
  const { unfinished, count } = batch;
  if (unfinished === undefined) return inputTensor(batch.pixels, count, shape);
  if (!finishesImages()) return inputTensor(finishBatch(batch).pixels, count, shape);
  const partners = unfinished.mix === undefined ? null : inputTensor(unfinished.mix.pixels, count, shape);
  const pixels = inputTensor(batch.pixels, count, shape);
  const words = tf.tensor1d(augmentWords(batch, unfinished), "int32");
  return finishImages({ pixels, words, partners }, unfinished);
}
