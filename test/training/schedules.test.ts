import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScheduleSettings } from "../../engine/document/types.ts";
import { lrAt } from "../../engine/training/schedules.ts";
import { torchValues } from "./torch/values.ts";

describe("schedules", () => {
  it.each(torchValues.schedules)("$name follows PyTorch at every step", (reference) => {
    const settings = { ...reference, optimizer: { lr: reference.lr } };
    const rates = reference.rates.map((_, step) => lrAt(settings, step, reference.stepsPerEpoch));
    expect(rates.length).toBe(reference.rates.length);
    for (const [step, rate] of rates.entries()) expect(rate).toBeCloseTo(reference.rates[step] as number, 10);
  });

  it("is a finite number between 0 and the full rate whatever the lengths", () => {
    const schedule: fc.Arbitrary<ScheduleSettings> = fc.oneof(
      fc.constant({ type: "constant" } as const),
      fc.record({
        type: fc.constant("step" as const),
        everyEpochs: fc.integer({ min: 1, max: 9 }),
        gamma: fc.double({ min: 0.01, max: 1, noNaN: true }),
      }),
      fc.record({ type: fc.constant("cosine" as const), minLr: fc.constant(0) }),
      fc.record({
        type: fc.constant("one-cycle" as const),
        pctStart: fc.double({ min: 0, max: 1, noNaN: true }),
        divFactor: fc.double({ min: 1, max: 50, noNaN: true }),
        finalDivFactor: fc.double({ min: 1, max: 1e5, noNaN: true }),
      }),
    );
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        schedule,
        size,
        size,
        fc.nat({ max: 30 }),
        fc.nat({ max: 500 }),
        (plan, epochs, per, warm, step) => {
          const rate = lrAt({ schedule: plan, epochs, warmupSteps: warm, optimizer: { lr: 0.5 } }, step, per);
          return Number.isFinite(rate) && rate >= 0 && rate <= 0.5 + 1e-12;
        },
      ),
      { numRuns: 2000 },
    );
  });
});
