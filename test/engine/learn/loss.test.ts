import { describe, expect, it } from "vitest";
import { type LossKind, lossAt, softmax } from "../../../engine/learn/loss.ts";

const SCORES = [2, 1, -1];

describe("the loss of one sample", () => {
  it("has probabilities that add up to one, also for large scores", () => {
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    expect(softmax(SCORES).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it("is ln 3 where nothing is known, and ln 2 for one of two", () => {
    expect(lossAt("cross-entropy", [0, 0, 0], 1).loss).toBeCloseTo(Math.log(3), 12);
    expect(lossAt("cross-entropy", [4, 4], 0).loss).toBeCloseTo(Math.LN2, 12);
    expect(lossAt("mse", [0, 1, 0], 1).loss).toBe(0);
  });

  it.each(["cross-entropy", "mse"] as const satisfies readonly LossKind[])(
    "has the gradient that differences show: %s",
    (kind) => {
      const { gradient } = lossAt(kind, SCORES, 1);
      for (const [index, slope] of gradient.entries()) {
        const at = (by: number): number =>
          lossAt(
            kind,
            SCORES.map((score, i) => (i === index ? score + by : score)),
            1,
          ).loss;
        expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(slope, 6);
      }
    },
  );
});
