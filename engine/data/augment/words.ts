/** What a device draws the augmentation of a batch from, as whole numbers in one row. */
import type { Batch, Unfinished } from "../types.ts";
import { AUGMENT_STREAMS, augmentStream, changesImages } from "./augment.ts";
import { PARTNER } from "./finish.ts";

/**
 * Words of 32 bits: the keys of the five streams, two words each, then the same for partners; the epoch; the samples'
 * indices; with mix-up the partners' indices, and the bits of the samples' own shares as float32. One word, and that unread, where
 * nothing is drawn.
 */
export function augmentWords({ epoch, indices }: Batch, { seed, augment, mix }: Unfinished): Int32Array {
  // Normalisation alone draws nothing.
  if (!changesImages(augment) && mix === undefined) return Int32Array.of(0);
  const keys = ["", PARTNER].flatMap((role) =>
    AUGMENT_STREAMS.flatMap((operation) => augmentStream(seed, operation, role)),
  );
  const own = [...keys, epoch, ...indices];
  if (mix === undefined) return Int32Array.from(own);
  const { buffer, byteOffset, length } = mix.shares;
  return Int32Array.from([...own, ...mix.indices, ...new Int32Array(buffer, byteOffset, length)]);
}
