import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampPanel, DEFAULT_UI, PANEL_LIMITS, parseUiSettings } from "../../../renderer/state/uiSettings.ts";
import { createUiStore } from "../../../renderer/state/uiStore.ts";

describe("stored settings", () => {
  it("come back as they were", () => {
    const settings = {
      ...DEFAULT_UI,
      theme: "dark",
      language: "zh",
      drawerTab: "train",
      curveAxis: "epoch",
      curveSmoothing: false,
      curveLogarithmic: true,
    } as const;
    expect(parseUiSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it("are valid whatever is stored", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc
        .record({
          theme: fc.jsonValue(),
          panelSizes: fc.record({ palette: fc.jsonValue() }),
          snap: fc.jsonValue(),
          curveAxis: fc.jsonValue(),
        })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const settings = parseUiSettings(text);
        expect(["system", "light", "dark"]).toContain(settings.theme);
        expect(["step", "epoch"]).toContain(settings.curveAxis);
        expect(typeof settings.snap).toBe("boolean");
        expect(settings.panelSizes.palette).toBe(clampPanel("palette", settings.panelSizes.palette));
        expect(Object.keys(settings).sort()).toEqual(Object.keys(DEFAULT_UI).sort());
      }),
    );
  });

  it("keeps panels within sizes that leave room", () => {
    for (const [panel, { min, max }] of Object.entries(PANEL_LIMITS)) {
      const name = panel as keyof typeof PANEL_LIMITS;
      expect([clampPanel(name, -5), clampPanel(name, 1e9)]).toEqual([min, max]);
    }
  });
});

it("writes every change and reads it at the next start", () => {
  let stored: string | null = null;
  const port = {
    read: () => stored,
    write: (text: string) => {
      stored = text;
    },
  };
  createUiStore(port).update({ theme: "dark" });
  expect(createUiStore(port).getState().theme).toBe("dark");
  createUiStore(port).reset();
  expect(createUiStore(port).getState()).toEqual(DEFAULT_UI);
});
