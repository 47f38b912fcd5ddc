/** Augmentation, mix-up and normalisation of a batch, in JavaScript. */
import { isMap, type Shape } from "../../tensor/shape.ts";
import { normalize } from "../process/normalize.ts";
import type { Batch, Unfinished } from "../types.ts";
import { augmentImage, changesImages } from "./augment.ts";
import { blendInto } from "./mixup.ts";

/** Channels that a device's code knows; images with more of them are finished here. */
const MOST_CHANNELS = 4;

/** Whether a device can finish samples of this shape. */
export const isImage = (shape: Shape): boolean => isMap(shape) && shape[0] <= MOST_CHANNELS;

/** A vector is one pixel of so many channels. */
export const sizeOfShape = (shape: Shape): Unfinished["size"] =>
  isMap(shape)
    ? { channels: shape[0], height: shape[1], width: shape[2] }
    : { channels: shape[0] ?? 1, height: 1, width: 1 };

type Samples = Pick<Batch, "epoch" | "indices" | "pixels">;

/** Augments each image in place. */
function augmentAll({ epoch, indices, pixels }: Samples, unfinished: Unfinished, role: string): void {
  const { size, seed, augment, normalization } = unfinished;
  if (!changesImages(augment)) return;
  const each = size.height * size.width * size.channels;
  indices.forEach((index, row) => {
    const image = pixels.subarray(row * each, (row + 1) * each);
    const key = { seed, epoch, index, role };
    image.set(augmentImage(image, size, augment, key, normalization.mean));
  });
}

/** Finishes `pixels` in place, and spends the pixels of the partners. */
export function finishInPlace({ epoch, indices, pixels }: Samples, unfinished: Unfinished): void {
  const { mix, normalization } = unfinished;
  augmentAll({ epoch, indices, pixels }, unfinished, "");
  if (mix !== undefined) {
    augmentAll({ epoch, indices: mix.indices, pixels: mix.pixels }, unfinished, PARTNER);
    const each = pixels.length / Math.max(1, indices.length);
    mix.shares.forEach((share, row) => {
      const part = (values: Float32Array): Float32Array => values.subarray(row * each, (row + 1) * each);
      blendInto(part(pixels), part(mix.pixels), share);
    });
  }
  normalize(pixels, normalization);
}

/** The draws of a partner are not those of the same sample in its own place. */
export const PARTNER = "/partner";

/** The same batch, finished; the argument is left as it was. */
export function finishBatch(batch: Batch): Batch {
  const { unfinished, ...rest } = batch;
  if (unfinished === undefined) return batch;
  const pixels = batch.pixels.slice();
  const { mix } = unfinished;
  const own = mix === undefined ? unfinished : { ...unfinished, mix: { ...mix, pixels: mix.pixels.slice() } };
  finishInPlace({ ...rest, pixels }, own);
  return { ...rest, pixels };
}
