/** Batches of an epoch, read ahead. The same options give the same batches, from any step on. */
import { createRandom, permutation } from "../tensor/random.ts";
import { elements, isMap } from "../tensor/shape.ts";
import { augmentImage, changesImages, noAugmentation } from "./augment/augment.ts";
import { blendInto, drawMix, type Mix } from "./augment/mixup.ts";
import { normalize } from "./process/normalize.ts";
import type { Batch, BatchOptions, Samples } from "./types.ts";

/** The order of one epoch's samples: a permutation that depends on (length, seed, epoch) alone. */
export const epochOrder = (length: number, seed: number, epoch: number): Uint32Array =>
  permutation(length, createRandom(seed, `order/${epoch}`));

/** Steps of one epoch; the last may be smaller. */
export const stepsPerEpoch = (length: number, batchSize: number): number => Math.ceil(length / batchSize);

/**
 * The batches of one epoch from `fromStep` on. Batch `k` depends on the options and `k` alone, not on where the iteration
 * began. A batch without a readable sample is skipped; its step number is not used again.
 */
export async function* createBatches(options: BatchOptions): AsyncGenerator<Batch, void, undefined> {
  const { split, batchSize, order, seed, epoch, fromStep = 0, prefetch = 2 } = options;
  const steps = stepsPerEpoch(split.length, batchSize);
  const sequence = order === "shuffled" ? epochOrder(split.length, seed, epoch) : null;
  const start = (step: number): Promise<Batch> => {
    const first = step * batchSize;
    const count = Math.min(batchSize, split.length - first);
    const wanted =
      sequence?.subarray(first, first + count) ?? Uint32Array.from({ length: count }, (_, i) => first + i);
    return buildBatch(options, step, wanted);
  };
  const ahead: Promise<Batch>[] = [];
  let next = fromStep;
  const fill = (): void => {
    while (next < steps && ahead.length <= prefetch) {
      const batch = start(next++);
      // A rejection is seen when the batch is awaited; until then it must not count as unhandled.
      batch.catch(() => undefined);
      ahead.push(batch);
    }
  };
  for (fill(); ahead.length > 0; fill()) {
    const batch = await (ahead.shift() as Promise<Batch>);
    if (batch.count > 0) yield batch;
  }
}

async function buildBatch(options: BatchOptions, step: number, wanted: Uint32Array): Promise<Batch> {
  const { split, info, seed, epoch, augment = noAugmentation } = options;
  const own = await split.read(wanted);
  augmentSamples(own, options, "");
  const mixes =
    augment.mixup > 0
      ? Array.from(own.indices, (index) => drawMix(augment.mixup, split.length, { seed, epoch, index }))
      : null;
  const soft = mixes === null ? {} : await mixIn(own, mixes, options);
  normalize(own.pixels, options.normalization);
  return {
    epoch,
    step,
    count: own.count,
    pixels: own.pixels,
    labels: own.labels,
    indices: own.indices,
    ...(info.task === "regression" && own.targets !== undefined ? { targets: own.targets } : {}),
    ...soft,
  };
}

/** Augments each image in place; vectors have nothing to turn or crop. */
function augmentSamples(samples: Samples, options: BatchOptions, role: string): void {
  const { info, seed, epoch, augment, normalization } = options;
  if (augment === undefined || !changesImages(augment) || !isMap(info.shape)) return;
  const [channels, height, width] = info.shape;
  const size = elements(info.shape);
  samples.indices.forEach((index, row) => {
    const pixels = samples.pixels.subarray(row * size, (row + 1) * size);
    const key = { seed, epoch, index, role };
    pixels.set(augmentImage(pixels, { height, width, channels }, augment, key, normalization.mean));
  });
}

/** Blends each sample with its partner, in place; returns the soft labels of a classification. */
async function mixIn(
  own: Samples,
  mixes: readonly Mix[],
  options: BatchOptions,
): Promise<{ readonly softLabels?: Float32Array }> {
  const { split, info } = options;
  const partners = await split.read(mixes.map((mix) => mix.partner));
  augmentSamples(partners, options, "/partner");
  const rowOf = new Map(Array.from(partners.indices, (index, row) => [index, row]));
  const size = elements(info.shape);
  const targetSize = own.targets === undefined ? 0 : own.targets.length / Math.max(1, own.count);
  const classes = info.classes.length;
  const softLabels = new Float32Array(own.count * classes);
  mixes.forEach(({ partner, share }, row) => {
    // A partner whose file broke leaves the sample as it is.
    const other = rowOf.get(partner);
    const kept = other === undefined ? 1 : share;
    const from = other ?? 0;
    if (other !== undefined) {
      const part = (values: Float32Array, width: number, at: number): Float32Array =>
        values.subarray(at * width, (at + 1) * width);
      blendInto(part(own.pixels, size, row), part(partners.pixels, size, from), share);
      if (own.targets !== undefined && partners.targets !== undefined)
        blendInto(part(own.targets, targetSize, row), part(partners.targets, targetSize, from), share);
    }
    if (classes === 0) return;
    const add = (label: number, weight: number): void => {
      const at = row * classes + label;
      softLabels[at] = (softLabels[at] as number) + weight;
    };
    add(own.labels[row] as number, kept);
    if (other !== undefined) add(partners.labels[from] as number, 1 - kept);
  });
  return info.task === "classification" ? { softLabels } : {};
}
