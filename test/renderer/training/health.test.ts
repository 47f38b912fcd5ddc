import { describe, expect, it } from "vitest";
import type { HealthReport } from "../../../engine/worker/values.ts";
import { figureOf, lightsOf } from "../../../renderer/training/health.ts";

const report: HealthReport = {
  step: 26,
  gradients: [],
  lights: [
    { name: "dead", state: "warning", value: 0.75, threshold: 0.5, path: "act1" },
    { name: "loss", state: "good", value: 1.1, threshold: 2, path: null },
  ],
};

describe("warning lights", () => {
  it("are all there, and say so where nothing was measured", () => {
    const none = lightsOf({ health: null, ending: null });
    expect(none.map(({ name, state, value }) => [name, state, value])).toEqual([
      ["loss", "unmeasured", null],
      ["gradient", "unmeasured", null],
      ["vanishing", "unmeasured", null],
      ["dead", "unmeasured", null],
      ["saturated", "unmeasured", null],
    ]);
    const some = lightsOf({ health: report, ending: null });
    expect(some.map(({ state }) => state)).toEqual([
      "good",
      "unmeasured",
      "unmeasured",
      "warning",
      "unmeasured",
    ]);
  });

  it("warn of a loss that is no number any more, measured or not", () => {
    for (const health of [null, report]) {
      const [loss] = lightsOf({ health, ending: "non-finite" });
      expect(loss?.state).toBe("warning");
      expect(figureOf("loss", loss?.value ?? 0)).toBeNull();
    }
  });

  it("write their figures shortly", () => {
    expect(figureOf("dead", 0.755)).toBe("75.5 %");
    expect(figureOf("gradient", 1.23456)).toBe("1.23");
    expect(figureOf("vanishing", 0.00004)).toBe("4.0e-5");
    expect(figureOf("gradient", 123_456)).toBe("1.2e+5");
  });
});
