// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../engine/analysis/analyse.ts";
import { escapeXml } from "../../../engine/targets/svg/markup.ts";
import { graphSvg } from "../../../engine/targets/svg/svg.ts";
import { edited, smallRow, template, templateNames } from "./documents.ts";

function parse(svg: string): Document {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(parsed.querySelector("parsererror")?.textContent ?? null).toBeNull();
  return parsed;
}

describe("pictures", () => {
  it.each(templateNames)("%s in both themes, closed and open", (name) => {
    const document = template(name);
    const analysis = createAnalyser().analyse(document);
    const blocks = new Set(document.graph.nodes.filter((node) => node.type === "block").map(({ id }) => id));
    for (const theme of ["light", "dark"] as const) {
      for (const expanded of [new Set<string>(), blocks]) {
        const svg = graphSvg(document, [], analysis, { theme, expanded });
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        const root = parse(svg).documentElement;
        expect(root.tagName).toBe("svg");
        const [x = 0, y = 0, width = 0, height = 0] = (root.getAttribute("viewBox") ?? "")
          .split(" ")
          .map(Number);
        expect(width).toBeGreaterThan(200);
        expect(height).toBeGreaterThan(90);
        expect(Number.isFinite(x + y)).toBe(true);
      }
    }
  });
  it("shows the inside of a block", () => {
    const document = template("googlenet");
    const analysis = createAnalyser().analyse(document);
    const block = document.graph.nodes.find((node) => node.type === "block")?.id ?? "";
    const svg = graphSvg(document, [block], analysis, { theme: "light" });
    expect(svg).toContain("Concat");
    expect(svg).toContain("path1");
  });
  it("shows an empty document", () => {
    const { graph: _, ...rest } = smallRow();
    const document = { ...rest, graph: { nodes: [], edges: [] } };
    parse(graphSvg(document, [], createAnalyser().analyse(document), { theme: "dark" }));
  });
});

describe("texts of a document", () => {
  it("cannot leave their element", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(hostile, (text) => {
        const note = { type: "note", text: `<script>${text}"'&`, x: 0, y: 300, width: 200, height: 120 };
        const document = edited(smallRow(), { command: "add-note", args: { scope: null, note } });
        const svg = graphSvg(document, [], createAnalyser().analyse(document), { theme: "light" });
        const parsed = parse(svg);
        expect(parsed.querySelector("script")).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
  it("are written so that XML reads them back", () => {
    expect(escapeXml(`a<b>&"'\u0000\ud800`)).toBe("a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd");
    expect(escapeXml("卷积 🙂")).toBe("卷积 🙂");
  });
});
