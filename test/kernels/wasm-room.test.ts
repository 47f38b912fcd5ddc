import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutOfMemory } from "../../engine/kernels/out-of-memory.ts";
import { openTestBackend } from "../support/backends.ts";
import { chain } from "../training/networks.ts";
import { lossesOf, smallRun, smallSettings } from "../training/small-run.ts";

const MIB = 2 ** 20;
/** Numbers in 512 MiB; pages that nothing is written to cost nothing. */
const HALF = 2 ** 27;

beforeEach(async () => {
  await openTestBackend("wasm", 1);
});
const made: tf.TensorInfo[] = [];
const backend = (): BackendWasm => tf.backend() as BackendWasm;
const take = (numbers: number): tf.TensorInfo => {
  const info = backend().makeOutput([numbers], "float32");
  made.push(info);
  return info;
};
const free = (info: tf.TensorInfo | undefined): void => {
  if (info === undefined) throw new Error("Nothing to free.");
  made.splice(made.indexOf(info), 1);
  backend().disposeData(info.dataId);
};
afterEach(() => {
  for (const info of [...made]) free(info);
});

const noAugment = { flip: 0, crop: 0, rotation: 0, color: 0, cutout: 0, mixup: 0 };

/** Until there is no room; what was refused then. */
function fill(numbers: number): OutOfMemory {
  for (let count = 0; count < 2000; count++) {
    try {
      take(numbers);
    } catch (error) {
      if (error instanceof OutOfMemory) return error;
      throw error;
    }
  }
  throw new Error("There is room without end.");
}

const sumOf = (x: tf.Tensor): number => tf.tidy(() => tf.sum(x).dataSync()[0] ?? Number.NaN);

test("a full heap is refused with its sizes, and what lies in it stays whole", () => {
  const kept = tf.tensor1d(Float32Array.from({ length: 1000 }, (_, i) => i));
  const refused = fill(HALF);
  expect(refused.wantedBytes).toBe(4 * HALF);
  // 4 GiB hold seven of 512 MiB beside what the module itself needs.
  expect(made).toHaveLength(7);
  expect(refused.usedBytes).toBe(7 * 4 * HALF);
  expect(refused.message).toContain("3584 MiB are in use");
  expect(sumOf(kept)).toBe(499_500);
  // Smaller ones still find room, and compute.
  const small = tf.fill([MIB], 2);
  expect(sumOf(small)).toBe(2 * MIB);
  small.dispose();
  kept.dispose();
});

test("what is freed can be had again, where it is large enough", () => {
  fill(HALF);
  free(made[3]);
  const again = take(HALF - MIB);
  expect(() => take(HALF)).toThrow(OutOfMemory);
  free(again);
  free(made[3]);
  // Two that lie side by side.
  const whole = take(2 * HALF - MIB);
  expect(whole.shape).toEqual([2 * HALF - MIB]);
});

test("the smallest large ones fill it to the end without harm", () => {
  const kept = tf.tensor1d(Float32Array.from({ length: 1000 }, (_, i) => i));
  fill(HALF);
  fill(HALF / 64);
  fill(2 * MIB);
  const count = made.length;
  expect(() => take(2 * MIB)).toThrow(OutOfMemory);
  expect(made).toHaveLength(count);
  expect(sumOf(kept)).toBe(499_500);
  kept.dispose();
});

test("a run that finds no room says so, keeps what it has, and goes on once there is some", async () => {
  const document = chain(
    [1, 4, 4],
    [
      ["up", "upsample2d", { scale: [32, 32] }],
      ["conv", "conv2d", { filters: 16, kernel: [3, 3], padding: [1, 1] }],
      ["pool", "globalAvgPool2d"],
      ["fc", "dense", { units: 3 }],
    ],
  );
  const settings = smallSettings({ epochs: 1, augment: noAugment });
  const unbroken = smallRun({ document, settings, backend: "wasm" });
  await unbroken.start();
  unbroken.model.dispose();

  const broken = smallRun({
    document,
    settings,
    backend: "wasm",
    onEvent(event) {
      if (event.type !== "step" || event.step !== 4) return;
      fill(HALF);
      fill(MIB / 2);
    },
  });
  const done = await broken.start();
  expect(done).toMatchObject({ reason: "failed", step: 4, problem: { code: "training/out-of-memory" } });
  expect(done.problem?.values).toMatchObject({ step: 4, used: expect.any(Number), wanted: 8 });
  broken.model.dispose();

  for (const info of [...made]) free(info);
  const resumed = smallRun({ document, settings, backend: "wasm", store: broken.store, resume: true });
  expect((await resumed.start()).reason).toBe("finished");
  resumed.model.dispose();
  expect(lossesOf(resumed.events)).toEqual(lossesOf(unbroken.events).slice(4));
});
