/**
 * The forecast of a step's memory beside what the backend holds. LAYERLOOM_LONG adds every template that fits into 3 GB
 * with two samples.
 */
import { describe, expect, it, vi } from "vitest";
import { peakBytes } from "../../cli/bench/memory.ts";
import { createTrainer } from "../../cli/bench/trainer.ts";
import { templateIds } from "../../cli/graph.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { OptimizerSettings } from "../../engine/document/types.ts";
import { forecastMemory } from "../../engine/training/forecast.ts";
import { frozen } from "../support/frozen.ts";
import { analyse, chain, template } from "./networks.ts";
import { optimizerSettings } from "./settings.ts";
import { useBackend } from "./use-backend.ts";

vi.setConfig({ testTimeout: 120_000 });
const FITTING_BYTES = 3e9;
const long = process.env.LAYERLOOM_LONG !== undefined;
if (!long) console.warn("skipped: the memory of large templates, because LAYERLOOM_LONG is not set");

describe("the forecast is within a fifth of the peak of", () => {
  useBackend("wasm");

  const small = ["lenet", "lenet-modern", "small-vgg", "small-resnet", "small-densenet", "small-inception"];
  const cases = small.map((id) => [id, 16] as const);
  const large = templateIds().filter(
    // A single output is no choice among classes.
    (id) =>
      id !== "learn-a-kernel" &&
      !small.includes(id) &&
      analyse(template(id)).totals.trainingBytes(2, 0) < FITTING_BYTES,
  );

  const plain = optimizerSettings();
  const all = [...cases, ...(long ? large.map((id) => [id, 2] as const) : [])];

  it.each(all)("%s, batch %i", (id, batch) => expectForecast(id, batch, plain));

  it.each(["dropout", "spatialDropout2d"] as const)("%s between layers", async (kind) => {
    const document = chain(
      [3, 32, 32],
      [
        ["conv1", "conv2d", { filters: 16, kernel: [3, 3], padding: [1, 1] }],
        ["drop1", kind],
        ["conv2", "conv2d", { filters: 16, kernel: [3, 3], padding: [1, 1] }],
        ["drop2", kind],
        ["pool", "globalAvgPool2d"],
        ["flatten", "flatten"],
        ["fc", "dense", { units: 10 }],
      ],
    );
    await expectPeak(kind, analyse(document), 16, plain);
  });

  it.each<[string, readonly string[], OptimizerSettings, number]>([
    ["small-resnet", ["stem", "stage1"], optimizerSettings({ momentum: 0.9 }), 16],
    ["small-resnet", ["stem", "stage1", "stage2", "stage3"], plain, 16],
    ["small-resnet", ["stage2"], plain, 16],
    ["small-resnet", ["stage2", "stage3"], plain, 16],
    ["lenet-modern", ["conv1", "fc1"], plain, 16],
    ["lenet", ["fc1"], optimizerSettings({ type: "adam" }), 1],
  ])("%s with %j frozen", (id, names, settings, batch) =>
    expectPeak(id, analyse(frozen(template(id), names)), batch, settings),
  );

  it.each([
    ["momentum", optimizerSettings({ momentum: 0.9 })],
    ["Adam", optimizerSettings({ type: "adam" })],
    ["AdamW", optimizerSettings({ type: "adamw", weightDecay: 0.01 })],
    ["RMSprop", optimizerSettings({ type: "rmsprop" })],
  ])("many weights and few values, with %s", (_, settings) => expectForecast("lenet", 1, settings));
});

const expectForecast = (id: string, batch: number, settings: OptimizerSettings): Promise<void> =>
  expectPeak(id, analyse(template(id)), batch, settings);

async function expectPeak(
  id: string,
  analysis: Analysis,
  batch: number,
  settings: OptimizerSettings,
): Promise<void> {
  const trainer = createTrainer(analysis, batch, settings);
  await trainer.step();
  const peak = await peakBytes(trainer.step);
  trainer.dispose();
  const { totalBytes } = forecastMemory(analysis.totals, settings, batch);
  const [forecast, measured] = [totalBytes, peak].map((bytes) => (bytes / 1e6).toFixed(2));
  console.info(`${id}, batch ${batch}, ${settings.type}: forecast ${forecast} MB, peak ${measured} MB`);
  expect(totalBytes / peak).toBeGreaterThan(0.8);
  expect(totalBytes / peak).toBeLessThan(1.2);
}
