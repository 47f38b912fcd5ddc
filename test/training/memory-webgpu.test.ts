/**
 * The forecast of a step's memory beside all buffers of a WebGPU device while steps are recorded and replayed, on Dawn's
 * null backend, which computes nothing. LAYERLOOM_LONG adds larger networks, as far as half a gigabyte and its bindings of
 * 128 MiB go.
 */
import { describe, expect, it, vi } from "vitest";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { measureWebgpuMemory, nullGpu } from "../support/webgpu-memory.ts";
import { optimizerSettings } from "./settings.ts";

vi.setConfig({ testTimeout: 120_000 });
const gpu = await nullGpu();
const long = process.env.LAYERLOOM_LONG !== undefined;
if (gpu === null) console.warn("skipped: memory on WebGPU, because the package webgpu is not installed");
else if (!long) console.warn("skipped: larger networks on WebGPU, because LAYERLOOM_LONG is not set");

const small = ["lenet-modern", "small-vgg", "small-resnet", "small-densenet", "small-inception"];
const large = [
  ...["torchvision-resnet18", "torchvision-resnet50", "torchvision-mobilenet_v2", "torchvision-densenet121"],
  ...["torchvision-squeezenet1_1", "googlenet"],
];
const plain = optimizerSettings();

/** Recorded twice, replayed, then a partial batch, and replayed again. */
const stepsOf = (batch: number): readonly number[] => [
  ...[batch, batch, batch, batch],
  Math.max(1, batch - 1),
  batch,
];

type Case = readonly [id: string, batch: number, settings: OptimizerSettings];
const cases: readonly Case[] = [
  ...small.map((id): Case => [id, 16, plain]),
  ["lenet", 1, optimizerSettings({ momentum: 0.9 })],
  ["lenet", 1, optimizerSettings({ type: "adam" })],
  ...(long ? large.map((id): Case => [id, 2, plain]) : []),
];

describe.skipIf(gpu === null)("on WebGPU the forecast is within a fifth of the peak of", () => {
  it.each(cases)("%s, batch %i", async (id, batch, settings) => {
    const { peak, forecast } = await measureWebgpuMemory(gpu as GPU, id, stepsOf(batch), settings);
    const [told, held] = [forecast, peak].map((bytes) => (bytes / 1e6).toFixed(2));
    console.info(`${id}, batch ${batch}, ${settings.type}: forecast ${told} MB, peak ${held} MB`);
    expect(forecast / peak).toBeGreaterThan(0.8);
    expect(forecast / peak).toBeLessThan(1.2);
  });

  it.each([0, 0.2])("small-vgg with images that the device augments, mix-up of %f", async (mixup) => {
    const augment = { flip: 0.5, crop: 4, rotation: 15, color: 0.4, cutout: 8, mixup };
    const { peak, forecast } = await measureWebgpuMemory(
      gpu as GPU,
      "small-vgg",
      stepsOf(16),
      plain,
      augment,
    );
    expect(forecast / peak).toBeGreaterThan(0.8);
    expect(forecast / peak).toBeLessThan(1.2);
  });
});
