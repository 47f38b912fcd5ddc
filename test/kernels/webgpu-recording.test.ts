/** Recordings of a few operations: what they run, share and refuse. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { internalsOf } from "../../engine/kernels/webgpu/dispatch.ts";
import { record, runOnce } from "../../engine/kernels/webgpu/recording.ts";
import { releaseUnused } from "../../engine/kernels/webgpu/unused.ts";
import { copyInto } from "../../engine/kernels/webgpu/update.ts";
import { openTestBackend } from "../support/backends.ts";

const backend = await openTestBackend("webgpu");
const errors: string[] = [];
backend?.onError((message) => errors.push(message));
afterEach(() => expect(errors).toEqual([]));
afterAll(() => backend?.dispose());
const gpu = () => tf.backend() as unknown as WebGPUBackend;

function onDevice(values: readonly number[]): Tensor {
  const made = tf.tensor1d([...values]);
  internalsOf(gpu()).uploadToGPU(made.dataId);
  return made;
}
const valuesOf = async (tensor: Tensor): Promise<readonly number[]> => {
  const copy = tf.mul(tensor, 1);
  const values = Array.from(await copy.data());
  copy.dispose();
  return values;
};

describe.skipIf(backend === null)("a recording", () => {
  test("runs once, and again with what its tensors hold by then", async () => {
    const [x, result] = [onDevice([1, 2, 3]), onDevice([0, 0, 0])];
    const count = tf.memory().numTensors;
    const recording = record(gpu(), () =>
      tf.tidy(() => copyInto(gpu(), result, tf.add(tf.mul(x, tf.tensor1d([10, 20, 30])), x))),
    );
    expect(tf.memory().numTensors).toBe(count);
    expect(await valuesOf(result)).toEqual([11, 42, 93]);
    copyInto(gpu(), x, result);
    await valuesOf(x);
    const encoder = gpu().device.createCommandEncoder();
    recording.replay(encoder);
    gpu().device.queue.submit([encoder.finish()]);
    expect(await valuesOf(result)).toEqual([121, 42 * 21, 93 * 31]);
    recording.dispose();
    tf.dispose([x, result]);
  });

  test("holds what is there at once, however many operations follow each other", async () => {
    const size = 4096;
    const [x, result] = [onDevice(new Array(size).fill(1)), onDevice(new Array(size).fill(0))];
    const chain = (length: number) => () =>
      tf.tidy(() => {
        let value = x;
        for (let i = 0; i < length; i++) value = tf.add(value, x);
        copyInto(gpu(), result, value);
      });
    const recordings = [record(gpu(), chain(8)), record(gpu(), chain(40))];
    expect(await valuesOf(result)).toEqual(new Array(size).fill(41));
    const [short, long] = recordings.map(({ bytes }) => bytes);
    // Beside the tensors each operation has its uniforms, of less than 300 bytes.
    expect((long ?? 0) - (short ?? 0)).toBeLessThan(32 * 300);
    for (const { dispose } of recordings) dispose();
    tf.dispose([x, result]);
  });

  test("lends its memory to what runs once, and leaves what outlives that alone", () => {
    const [x, result] = [onDevice([1, 2, 3]), onDevice([0, 0, 0])];
    const twice = () => tf.tidy(() => copyInto(gpu(), result, tf.add(tf.add(x, x), x)));
    const recording = record(gpu(), twice);
    releaseUnused(gpu());
    const { numBytesAllocatedInGPU: before } = tf.memory() as unknown as Record<string, number>;
    const kept: Tensor[] = [];
    runOnce(gpu(), () => {
      kept.push(tf.tidy(() => tf.mul(tf.add(tf.add(x, x), x), tf.add(x, x))));
    });
    const { numBytesAllocatedInGPU: after } = tf.memory() as unknown as Record<string, number>;
    expect((after ?? 0) - (before ?? 0)).toBe(12);
    const encoder = gpu().device.createCommandEncoder();
    recording.replay(encoder);
    gpu().device.queue.submit([encoder.finish()]);
    return Promise.all([valuesOf(result), ...kept.map(valuesOf)]).then((values) => {
      expect(values).toEqual([
        [3, 6, 9],
        [6, 24, 54],
      ]);
      recording.dispose();
      tf.dispose([x, result, ...kept]);
    });
  });

  test("refuses what reads a value back, keeps a tensor or fails, and then nothing has run", async () => {
    const [x, result] = [onDevice([1, 2]), onDevice([7, 7])];
    const reads: Promise<unknown>[] = [];
    const kept: Tensor[] = [];
    const runs: readonly (readonly [RegExp, () => void])[] = [
      [/reads a value back/, () => reads.push(tf.mul(x, 2).data())],
      [/keeps a tensor/, () => kept.push(tf.keep(tf.mul(x, 2)))],
      [
        /on purpose/,
        () => {
          throw new Error("on purpose");
        },
      ],
    ];
    for (const [message, run] of runs) {
      const attempt = () =>
        record(gpu(), () =>
          tf.tidy(() => {
            copyInto(gpu(), result, x);
            run();
          }),
        );
      expect(attempt).toThrow(message);
    }
    await expect(Promise.all(reads)).rejects.toThrow(/reads a value back/);
    expect(await valuesOf(result)).toEqual([7, 7]);
    tf.dispose([x, result]);
  });
});
