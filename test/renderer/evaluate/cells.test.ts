import { describe, expect, it } from "vitest";
import type { EvaluationReply } from "../../../engine/worker/values.ts";
import { calibrationError, confusions, samplesOf } from "../../../renderer/evaluate/cells.ts";

const report: EvaluationReply = {
  accuracy: 0.5,
  loss: 1,
  count: 6,
  perClass: [],
  confusion: [
    [2, 1],
    [2, 1],
  ],
  calibration: [
    { from: 0, to: 0.5, count: 4, confidence: 0.4, accuracy: 0.5 },
    { from: 0.5, to: 1, count: 2, confidence: 0.9, accuracy: 0.5 },
  ],
  indices: Int32Array.of(10, 11, 12, 14, 15, 16),
  labels: Int32Array.of(0, 0, 0, 1, 1, 1),
  predicted: Int32Array.of(0, 1, 0, 0, 1, 0),
  confidences: Float32Array.of(0.5, 0.75, 0.25, 0.5, 0.5, 0.875),
};

describe("a cell of the confusion matrix", () => {
  it("holds exactly its samples, the most confident first", () => {
    expect(samplesOf(report, { truth: 1, answer: 0 })).toEqual([
      { index: 16, confidence: 0.875 },
      { index: 14, confidence: 0.5 },
    ]);
    const all = [0, 1].flatMap((truth) =>
      [0, 1].map((answer) => samplesOf(report, { truth, answer }).length),
    );
    expect(all).toEqual(report.confusion.flat());
  });
  it("is listed by how often it is confused", () => {
    expect(confusions(report)).toEqual([
      { truth: 1, answer: 0, count: 2 },
      { truth: 0, answer: 1, count: 1 },
    ]);
  });
  it("weighs calibration by samples", () => {
    expect(calibrationError(report)).toBeCloseTo((4 * 0.1 + 2 * 0.4) / 6, 12);
  });
});
