/** Images finished on the device beside the same ones finished in JavaScript, from the same draws. */
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { noAugmentation } from "../../engine/data/augment/augment.ts";
import { finishBatch } from "../../engine/data/augment/finish.ts";
import type { Batch, Unfinished } from "../../engine/data/types.ts";
import type { AugmentSettings } from "../../engine/document/types.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { batchInput, finishesImages } from "../../engine/training/images.ts";
import { openTestBackend } from "../support/backends.ts";

const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());

interface Case {
  readonly size: Unfinished["size"];
  readonly count: number;
  readonly augment: AugmentSettings;
  readonly seed: number;
  readonly epoch: number;
}

function batchOf({ size, count, augment, seed, epoch }: Case): Batch {
  const random = createRandom(seed, "images");
  const { height, width, channels } = size;
  const pixels = (): Float32Array =>
    Float32Array.from({ length: count * height * width * channels }, () => random.next());
  const indices = (): Int32Array => Int32Array.from({ length: count }, () => random.int(60_000));
  const mix = {
    pixels: pixels(),
    indices: indices(),
    shares: Float32Array.from({ length: count }, random.next),
  };
  return {
    epoch,
    step: 0,
    count,
    pixels: pixels(),
    labels: new Int32Array(count),
    indices: indices(),
    unfinished: {
      size,
      seed,
      augment,
      normalization: {
        mean: [0.49, 0.48, 0.44, 0.5].slice(0, channels),
        std: [0.25, 0.24, 0.26, 1].slice(0, channels),
      },
      ...(augment.mixup > 0 ? { mix } : {}),
    },
  };
}

/** The largest difference between the two. */
async function difference(batch: Batch): Promise<number> {
  const { size } = batch.unfinished as Unfinished;
  const shape = [size.channels, size.height, size.width];
  const before = tf.memory().numTensors;
  const x = tf.tidy(() => batchInput(batch, shape));
  const actual = await x.data<"float32">();
  x.dispose();
  expect(tf.memory().numTensors).toBe(before);
  const expected = finishBatch(batch).pixels;
  expect(actual).toHaveLength(expected.length);
  return actual.reduce((most, value, i) => {
    const off = Math.abs(value - (expected[i] as number));
    return Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(most, off);
  }, 0);
}

const side = fc.integer({ min: 1, max: 40 });
const strength = (max: number) =>
  fc.oneof(fc.constant(0), fc.double({ min: 0.01, max, noNaN: true }), fc.constant(max));
const pixelsOf = (max: number) => fc.oneof(fc.constant(0), fc.integer({ min: 1, max }));
const cases: fc.Arbitrary<Case> = fc.record({
  size: fc.record({ height: side, width: side, channels: fc.constantFrom(1, 3, 1, 3, 2, 4) }),
  count: fc.integer({ min: 1, max: 5 }),
  augment: fc.record({
    flip: strength(1),
    crop: pixelsOf(8),
    rotation: strength(180),
    color: strength(1),
    cutout: pixelsOf(20),
    mixup: strength(1),
  }),
  seed: fc.integer({ min: 0, max: 2 ** 45 }),
  epoch: fc.nat(1000),
});

// Each case compiles shaders of its own, which software drivers are slow at.
const long = process.env.LAYERLOOM_LONG !== undefined;
const runs = long ? 200 : 6;
if (!long) console.warn("skipped: most of 200 random augmentations, because LAYERLOOM_LONG is not set");

const all: AugmentSettings = { flip: 0.5, crop: 4, rotation: 15, color: 0.4, cutout: 8, mixup: 0.2 };

describe.skipIf(backend === null)("images finished on the device", () => {
  test(`equal those finished in JavaScript, for ${runs} random settings and sizes`, async () => {
    expect(finishesImages()).toBe(true);
    for (const one of fc.sample(cases, { numRuns: runs, seed: 5 })) {
      expect(await difference(batchOf(one)), JSON.stringify(one)).toBeLessThan(1e-5);
    }
  }, 300_000);

  test.each(["flip", "crop", "rotation", "color", "cutout", "mixup"] as const)(
    "equal them with %s alone",
    async (name) => {
      const augment = { ...noAugmentation, [name]: all[name] };
      const size = { height: 28, width: 20, channels: 3 };
      expect(await difference(batchOf({ size, count: 8, seed: 3, epoch: 2, augment }))).toBeLessThan(1e-5);
    },
  );

  test("equal them where they are normalised alone", async () => {
    const size = { height: 7, width: 9, channels: 1 };
    const batch = batchOf({ size, count: 3, seed: 3, epoch: 2, augment: noAugmentation });
    expect(await difference(batch)).toBeLessThan(1e-5);
  });

  test("equal them at the size of an ImageNet image", async () => {
    const size = { height: 224, width: 224, channels: 3 };
    const batch = batchOf({ size, count: 2, augment: all, seed: 8, epoch: 40 });
    expect(await difference(batch)).toBeLessThan(1e-5);
  });
});
