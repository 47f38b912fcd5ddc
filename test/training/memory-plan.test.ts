/**
 * The forecast of a step's memory beside what the backend holds. LAYERLOOM_LONG adds every template that fits into 3 GB
 * with two samples.
 */
import { describe, expect, it, vi } from "vitest";
import { peakBytes } from "../../cli/bench/memory.ts";
import { createTrainer } from "../../cli/bench/trainer.ts";
import { templateIds } from "../../cli/graph.ts";
import { analyse, template } from "./networks.ts";
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

  it.each([...cases, ...(long ? large.map((id) => [id, 2] as const) : [])])(
    "%s, batch %i",
    async (id, batch) => {
      const analysis = analyse(template(id));
      const trainer = createTrainer(analysis, batch);
      await trainer.step();
      const peak = await peakBytes(trainer.step);
      trainer.dispose();
      const ratio = analysis.totals.trainingBytes(batch, 0) / peak;
      console.info(
        `${id}, batch ${batch}: forecast ${((ratio * peak) / 1e6).toFixed(1)} MB, peak ${(peak / 1e6).toFixed(1)} MB`,
      );
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    },
  );
});
