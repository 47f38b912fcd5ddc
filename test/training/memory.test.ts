import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { smallRun, smallSettings, stepsOf, stripes, until, wait } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

describe.each(["cpu", "wasm"] as const)("memory on %s", (name) => {
  useBackend(name);

  it("is flat over 2,000 steps and over 50 starts and stops", async () => {
    const long = smallRun({
      dataset: stripes(160, 8),
      settings: smallSettings({ epochs: 100, batchSize: 8 }),
      checkpointEvery: { steps: 500 },
    });
    const sizes = new Set<string>();
    let samples = 0;
    const before = memory();
    const started = long.start();
    while (long.run.status !== "done") {
      await wait(20);
      // the optimiser's slots are there from the first step on
      if (stepsOf(long.events).length === 0 || long.run.status !== "running") continue;
      sizes.add(`${memory().numTensors} tensors, ${memory().numBytes} bytes`);
      samples++;
    }
    expect((await started).step).toBe(2000);
    expect(samples).toBeGreaterThan(10);
    expect([...sizes]).toHaveLength(1);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
    for (let i = 0; i < 50; i++) {
      const short = smallRun({ model: long.model });
      const running = short.start();
      await until(() => stepsOf(short.events).length >= 2);
      await short.run.stop();
      expect((await running).reason).toBe("stopped");
    }
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
    long.model.dispose();
  }, 180_000);
});
