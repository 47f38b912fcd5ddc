/** Batches of an epoch, read ahead. The same options give the same batches, from any step on. */
import { createRandom, permutation } from "../tensor/random.ts";
import { isMap } from "../tensor/shape.ts";
import { noAugmentation } from "./augment/augment.ts";
import { finishInPlace, isImage, sizeOfShape } from "./augment/finish.ts";
import { blendInto, drawMix } from "./augment/mixup.ts";
import type { Batch, BatchOptions, Samples, Unfinished } from "./types.ts";

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
  const { split, info, seed, epoch, augment = noAugmentation, normalization, leaveImages = false } = options;
  const own = await split.read(wanted);
  const mixed = augment.mixup > 0 ? await readPartners(own, augment.mixup, options) : null;
  const unfinished: Unfinished = {
    size: sizeOfShape(info.shape),
    seed,
    // Vectors have nothing to turn or crop.
    augment: isMap(info.shape) ? augment : noAugmentation,
    normalization,
    ...(mixed === null ? {} : { mix: mixed.mix }),
  };
  const { count, pixels, indices } = own;
  const left = leaveImages && isImage(info.shape);
  if (!left) finishInPlace({ epoch, indices, pixels }, unfinished);
  return {
    epoch,
    step,
    count,
    pixels,
    labels: own.labels,
    indices,
    ...(left ? { unfinished } : {}),
    ...(info.task === "regression" && own.targets !== undefined ? { targets: own.targets } : {}),
    ...(mixed === null || info.task !== "classification" ? {} : { softLabels: mixed.softLabels }),
  };
}

interface Mixed {
  readonly mix: NonNullable<Unfinished["mix"]>;
  readonly softLabels: Float32Array;
}

/** Reads the partner of each sample; targets of a regression are blended at once. */
async function readPartners(own: Samples, alpha: number, options: BatchOptions): Promise<Mixed> {
  const { split, info, seed, epoch } = options;
  const mixes = Array.from(own.indices, (index) => drawMix(alpha, split.length, { seed, epoch, index }));
  const partners = await split.read(mixes.map(({ partner }) => partner));
  const rowOf = new Map(Array.from(partners.indices, (index, row) => [index, row]));
  const classes = info.classes.length;
  const pixels = new Float32Array(own.pixels.length);
  const shares = new Float32Array(own.count);
  const softLabels = new Float32Array(own.count * classes);
  const rowsOf = (values: Float32Array, { count }: Samples) => {
    const width = values.length / Math.max(1, count);
    return (row: number): Float32Array => values.subarray(row * width, (row + 1) * width);
  };
  const [into, from] = [rowsOf(pixels, own), rowsOf(partners.pixels, partners)];
  mixes.forEach(({ partner, share }, row) => {
    const other = rowOf.get(partner);
    // A partner whose file broke leaves the sample as it is.
    const kept = other === undefined ? 1 : Math.fround(share);
    shares[row] = kept;
    const add = (label: number, weight: number): void => {
      const at = row * classes + label;
      softLabels[at] = (softLabels[at] as number) + weight;
    };
    if (classes > 0) add(own.labels[row] as number, kept);
    if (other === undefined) return;
    into(row).set(from(other));
    if (own.targets !== undefined && partners.targets !== undefined)
      blendInto(rowsOf(own.targets, own)(row), rowsOf(partners.targets, partners)(other), kept);
    if (classes > 0) add(partners.labels[other] as number, 1 - kept);
  });
  return { mix: { pixels, indices: Int32Array.from(mixes, ({ partner }) => partner), shares }, softLabels };
}
