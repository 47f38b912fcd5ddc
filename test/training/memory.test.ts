import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { smallRun, smallSettings, stepsOf, stripes, until } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

describe.each(["cpu", "wasm"] as const)("memory on %s", (name) => {
  useBackend(name);

  it("is flat over 2,000 steps and over 50 starts and stops", async () => {
    const sizes = new Map<string, number>();
    const long = smallRun({
      dataset: stripes(160, 8),
      settings: smallSettings({ epochs: 100, batchSize: 8 }),
      checkpointEvery: { steps: 500 },
      onEvent(event) {
        if (event.type !== "step") return;
        const { numTensors, numBytes } = memory();
        const size = `${numTensors} tensors, ${numBytes} bytes`;
        sizes.set(size, (sizes.get(size) ?? 0) + 1);
      },
    });
    const before = memory();
    expect((await long.start()).step).toBe(2000);
    expect([...sizes.values()]).toEqual([2000]);
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
