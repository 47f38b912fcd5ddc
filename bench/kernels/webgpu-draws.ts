/**
 * What drawing costs the host for each step on WebGPU, in JavaScript and where the device draws:
 * `node bench/kernels/run.mjs webgpu-draws`. First AlexNet's masks of dropout, drawn and uploaded or not; then images that are
 * augmented and normalised in JavaScript, beside what is left to the host and how long the device takes (upload and wait
 * included), in alternation.
 */
import * as tf from "@tensorflow/tfjs-core";
import { finishBatch } from "../../engine/data/augment/finish.ts";
import { augmentWords } from "../../engine/data/augment/words.ts";
import type { Batch, Unfinished } from "../../engine/data/types.ts";
import { drawMask, dropoutKey } from "../../engine/targets/tfjs/dropout.ts";
import { createRandom } from "../../engine/tensor/random.ts";
import { batchInput } from "../../engine/training/images.ts";
import { openTestBackend } from "../../test/support/backends.ts";

const ROUNDS = 9;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const timed = async (act: () => unknown): Promise<number> => {
  const started = performance.now();
  await act();
  return performance.now() - started;
};

const opened = await openTestBackend("webgpu");
if (opened === null) throw new Error("There is no WebGPU here.");
console.log(opened.description);
const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
const target = (bytes: number): GPUBuffer =>
  device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.STORAGE });

/** Values for one image in front of AlexNet's two dropouts. */
const WIDTHS = [9216, 4096] as const;
for (const batch of [8, 128]) {
  const before: number[] = [];
  const now: number[] = [];
  const buffers = WIDTHS.map((width) => target(4 * width * batch));
  const small = target(4);
  for (let step = 0; step < ROUNDS; step++) {
    const drawn = timed(() => {
      for (const [i, width] of WIDTHS.entries()) {
        const mask = drawMask(dropoutKey(1, `fc${i}`), step, width * batch, 0.5);
        device.queue.writeBuffer(buffers[i] as GPUBuffer, 0, mask);
      }
    });
    before.push(await drawn);
    now.push(await timed(() => device.queue.writeBuffer(small, 0, Int32Array.of(step))));
    await device.queue.onSubmittedWorkDone();
  }
  console.log(
    `AlexNet's dropout, batch ${batch}: ${median(before).toFixed(2)} ms of the host a step where it draws and uploads masks, ${median(now).toFixed(3)} ms where it writes the step's number`,
  );
  for (const buffer of [...buffers, small]) buffer.destroy();
}

function batchOf(count: number, side: number, channels: number, augment: Unfinished["augment"]): Batch {
  const random = createRandom(1, "images");
  const pixels = (): Float32Array =>
    Float32Array.from({ length: count * side * side * channels }, random.next);
  const indices = Int32Array.from({ length: count }, () => random.int(50_000));
  const shares = Float32Array.from({ length: count }, random.next);
  return {
    epoch: 3,
    step: 0,
    count,
    pixels: pixels(),
    labels: new Int32Array(count),
    indices,
    unfinished: {
      size: { height: side, width: side, channels },
      seed: 1,
      augment,
      normalization: {
        mean: [0.49, 0.48, 0.44].slice(0, channels),
        std: [0.25, 0.24, 0.26].slice(0, channels),
      },
      ...(augment.mixup > 0 ? { mix: { pixels: pixels(), indices, shares } } : {}),
    },
  };
}

const none = { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 };
const CASES = [
  { what: "28x28x1, batch 64, normalised alone", count: 64, side: 28, channels: 1, augment: none },
  {
    what: "32x32x3, batch 64, flip and crop",
    count: 64,
    side: 32,
    channels: 3,
    augment: { ...none, flip: 0.5, crop: 4 },
  },
  {
    what: "32x32x3, batch 64, everything",
    count: 64,
    side: 32,
    channels: 3,
    augment: { flip: 0.5, crop: 4, rotation: 15, color: 0.4, cutout: 8, mixup: 0.2 },
  },
  {
    what: "224x224x3, batch 8, flip, crop, rotation and colour",
    count: 8,
    side: 224,
    channels: 3,
    augment: { ...none, flip: 0.5, crop: 16, rotation: 15, color: 0.4 },
  },
] as const;

for (const { what, count, side, channels, augment } of CASES) {
  const batch = batchOf(count, side, channels, augment);
  const shape = [channels, side, side];
  const onHost: number[] = [];
  const left: number[] = [];
  const onDevice: number[] = [];
  const run = async (): Promise<void> => {
    const x = tf.tidy(() => batchInput(batch, shape));
    await x.data();
    x.dispose();
  };
  await run();
  for (let round = 0; round < ROUNDS; round++) {
    onHost.push(await timed(() => finishBatch(batch)));
    left.push(await timed(() => augmentWords(batch, batch.unfinished as Unfinished)));
    onDevice.push(await timed(run));
  }
  console.log(
    `${what}: ${median(onHost).toFixed(2)} ms in JavaScript, ${(median(onHost) / median(left)).toFixed(0)} times the ${median(left).toFixed(3)} ms left to the host; uploaded, finished and read back in ${median(onDevice).toFixed(2)} ms`,
  );
}
opened.dispose();
process.exit(0);
