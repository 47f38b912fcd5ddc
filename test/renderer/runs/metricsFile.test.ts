import { describe, expect, it } from "vitest";
import type { RunCurves } from "../../../engine/worker/values.ts";
import { fileNameOf, metricsCsv } from "../../../renderer/runs/metricsFile.ts";
import { styleOf } from "../../../renderer/runs/overlay.ts";

const curves: RunCurves = {
  health: null,
  steps: {
    step: Float64Array.of(1, 2, 3),
    epoch: Float64Array.of(1, 1, 2),
    loss: Float64Array.of(0.5, Number.NaN, 0.25),
    learningRate: Float64Array.of(0.1, 0.1, 0.1),
    elapsedMs: Float64Array.of(1, 2, 3),
  },
  epochs: [
    {
      epoch: 1,
      step: 2,
      loss: 0.5,
      trainAccuracy: 0.5,
      testLoss: null,
      testAccuracy: null,
      imagesPerSecond: 9,
      elapsedMs: 2,
    },
  ],
};

describe("metrics as CSV", () => {
  it("has a line a step and a line an epoch, in the order in which they came", () => {
    expect(metricsCsv(curves).split("\r\n")).toEqual([
      "type,epoch,step,loss,learningRate,trainAccuracy,testLoss,testAccuracy,imagesPerSecond,elapsedMs",
      "step,1,1,0.5,0.1,,,,,1",
      "step,1,2,NaN,0.1,,,,,2",
      "epoch,1,2,0.5,,0.5,,,9,2",
      "step,2,3,0.25,0.1,,,,,3",
      "",
    ]);
  });
});

it("names files by what every system takes", () => {
  expect(fileNameOf("a/b: c?")).toBe("a-b-c");
  expect(fileNameOf("网络 1")).toBe("网络-1");
  expect(fileNameOf("../..")).toBe("run");
});

it("gives the first eight runs different colours, and neighbours different dashes", () => {
  const styles = Array.from({ length: 8 }, (_, i) => styleOf(i));
  expect(new Set(styles.map(({ color }) => color)).size).toBe(8);
  for (let i = 1; i < 8; i++) expect(styles[i]?.dash).not.toEqual(styles[i - 1]?.dash);
});
