/** Every text of the tokens passes 4.5:1 on every ground, every family and control line 3:1 on the node, in both themes. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../renderer/ui/tokens.css", import.meta.url), "utf8");

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`[data-theme="${theme}"] {`);
  const block = css.slice(start, css.indexOf("\n}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"])("the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const color = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`--${name} is not a plain colour in the ${theme} theme`);
    return value;
  };
  const families = [...tokens.keys()].filter((name) => name.startsWith("family-"));

  it.each(
    ["text", "text-2", "text-3", "accent", "good", "warning", "bad"].flatMap((text) =>
      ["canvas", "panel", "raised"].map((ground) => [text, ground] as const),
    ),
  )("--%s on --%s", (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
    ["accent", "accent-soft"],
    ["text", "accent-soft"],
    ["text-2", "accent-soft"],
    ["text-3", "accent-soft"],
    ["good", "good-soft"],
    ["warning", "warning-soft"],
    ["bad", "bad-soft"],
  ])("--%s on --%s", (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it("has ten families", () => expect(families).toHaveLength(10));
  it.each([...families, "control-line"])("--%s on a node", (name) => {
    expect(contrast(color(name), color("raised"))).toBeGreaterThanOrEqual(3);
  });
});
