/** A device that errs, and one that is lost. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openTestBackend } from "../../support/backends.ts";

const backend = await openTestBackend("webgpu");
const device = (): GPUDevice => (tf.backend() as WebGPUBackend).device;

/** What comes within a few turns of the event loop, or nothing. */
const within = (milliseconds: number, happens: Promise<string>): Promise<string | null> =>
  Promise.race([happens, new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds))]);

test.skipIf(backend === null)("tells of errors that no call reports", async () => {
  const told = new Promise<string>((resolve) => backend?.onError(resolve));
  device().createBuffer({ size: device().limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
  expect(await within(5000, told)).toMatch(/size/i);
});

test.skipIf(backend === null)("tells of the loss of the device, also to those who come late", async () => {
  const told = new Promise<string>((resolve) => backend?.onLost(resolve));
  device().destroy();
  const reason = await within(5000, told);
  expect(reason).not.toBeNull();
  const late = new Promise<string>((resolve) => backend?.onLost(resolve));
  expect(await within(100, late)).toBe(reason);
});

test.skipIf(backend === null)("can be disposed of and opened anew", async () => {
  await backend?.dispose();
  const again = await openTestBackend("webgpu");
  const sum = tf.sum(tf.ones([2000]));
  expect([...(await sum.data())]).toEqual([2000]);
  await again?.dispose();
});
