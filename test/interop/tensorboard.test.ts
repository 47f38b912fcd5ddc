/** TensorBoard itself reads what a run writes. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fsStore } from "../../cli/run-store/fs-store.ts";
import { readMetrics } from "../../engine/training/run-metrics.ts";
import { smallRun } from "../training/small-run.ts";
import { useBackend } from "../training/use-backend.ts";
import { findPython, inFolder, present } from "./python.ts";

const python = findPython("tensorboard");
type Scalars = Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;

describe.skipIf(python === null)("TensorBoard reads", () => {
  useBackend("cpu");

  test("every loss, learning rate, accuracy and warning light of a run, under the same tags for both parts", () =>
    inFolder(async (folder) => {
      const store = fsStore(folder);
      await smallRun({ store }).start();
      const read = (part: string): Scalars =>
        JSON.parse(present(python).run("read_events.py", [join(folder, "tensorboard", part)]));
      const [train, validation] = [read("train"), read("validation")];
      const metrics = await readMetrics(store);
      const pairs = (type: "step" | "epoch", name: string) =>
        metrics
          .filter((event) => event.type === type)
          .map((event) => [event.step, Math.fround(Number(Reflect.get(event, name)))]);
      expect(train["step/loss"]).toEqual(pairs("step", "loss"));
      expect(train.learning_rate).toEqual(pairs("step", "learningRate"));
      expect(train.loss).toEqual(pairs("epoch", "loss"));
      expect(train.accuracy).toEqual(pairs("epoch", "trainAccuracy"));
      expect(validation.loss).toEqual(pairs("epoch", "testLoss"));
      expect(validation.accuracy).toEqual(pairs("epoch", "testAccuracy"));
      expect(train["health/gradient"]?.[0]?.[0]).toBe(1);
    }));
});
