import { describe, expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import { md } from "../../../engine/targets/card/markdown.ts";
import { cardTarget } from "../../../engine/targets/card/target.ts";
import { pictureTarget } from "../../../engine/targets/document/picture.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import type { ExportInput, RunFacts } from "../../../engine/targets/support/types.ts";
import { analysed } from "../support/cases.ts";
import { texts } from "../support/hostile-names.ts";

const document = loadGraph("lenet");
const analysis = analysed(document);
const untrained: ExportInput = { document, analysis, weights: new Map() };
const run: RunFacts = {
  startedAt: "2026-01-02T03:04:05Z",
  backend: "wasm",
  seed: 1,
  source: "builtin:glyphs",
  fingerprint: "abc",
  ending: "early-stopping",
  epochs: [
    { epoch: 1, loss: 2.25, trainAccuracy: 0.25, testLoss: 1.5, testAccuracy: 0.5 },
    { epoch: 2, loss: 1.25, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.75 },
  ],
};
const evaluation = {
  accuracy: 0.75,
  loss: 1,
  count: 4,
  perClass: [
    { name: "cat", precision: 1, recall: 0.5, f1: 0.667, count: 2 },
    { name: "dog|", precision: 0.667, recall: 1, f1: 0.8, count: 2 },
  ],
  confusion: [
    [1, 1],
    [0, 2],
  ],
};

async function card(input: ExportInput): Promise<ReadonlyMap<string, string>> {
  const result = await cardTarget.write(input);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return new Map(result.value.map((file) => [file.path, new TextDecoder().decode(fileBytes(file))]));
}

describe("a model card", () => {
  test("of an untrained network says so and tells every layer", async () => {
    const files = await card(untrained);
    expect([...files.keys()]).toEqual(["README.md", "network.svg"]);
    const text = files.get("README.md") ?? "";
    expect(text).toContain("**Not trained.**");
    expect(text).toContain("![The graph of the network](network.svg)");
    for (const { path } of analysis.expanded.nodes) expect(text).toContain(`| ${md(path)} |`);
    expect(text).toContain(`Parameters: ${analysis.totals.params.toLocaleString("en-US")}`);
    expect(text).not.toContain("undefined");
    expect(text).not.toContain("NaN");
  });

  test("shows the picture that it is given", async () => {
    const files = await card({ ...untrained, picture: "<svg>网络</svg>" });
    expect(files.get("network.svg")).toBe("<svg>网络</svg>");
    const drawn = await pictureTarget.write({ ...untrained, picture: "<svg>网络</svg>" });
    if (!drawn.ok) throw new Error(drawn.problems[0]?.message);
    expect(drawn.value.map((file) => new TextDecoder().decode(fileBytes(file)))).toEqual(["<svg>网络</svg>"]);
  });

  test("of a run has its data, settings, curves and results", async () => {
    const told: ExportInput = {
      ...untrained,
      run: { ...run, evaluation },
      classes: ["cat", "dog|"],
      normalization: { mean: [0.1307], std: [0.3081] },
    };
    const files = await card(told);
    expect([...files.keys()]).toEqual(["README.md", "network.svg", "loss.svg", "accuracy.svg"]);
    const text = files.get("README.md") ?? "";
    for (const part of ["Trained for 2 epochs", "0. cat", "1. dog\\|", "0.1307", "optimizer.lr", "75.00 %"])
      expect(text).toContain(part);
    expect(text).toContain("| cat | 1 | 1 |");
    expect(text).toContain("| dog\\| | 0 | 2 |");
    expect(text).not.toContain("Not trained");
    expect(files.get("loss.svg")).toContain("<polyline");
  });

  test("of a run whose data is gone says that it was not evaluated, in Chinese too", async () => {
    expect((await card({ ...untrained, run })).get("README.md")).toContain("were not evaluated");
    expect((await card({ ...untrained, run, language: "zh" })).get("README.md")).toContain("未评估");
  });

  test("keeps hostile texts out of its markup", async () => {
    for (const text of texts(200)) {
      expect(md(text)).not.toMatch(/(^|[^\\])[`<>|[\]]/);
      expect(md(text)).not.toMatch(/[\n\r\u2028]/);
    }
    const hostile = "</td><script>alert(1)</script>\n# x";
    const about = { ...document.about, title: hostile, summary: hostile };
    const files = await card({ ...untrained, document: { ...document, about }, classes: [hostile] });
    const lines = (files.get("README.md") ?? "").split("\n");
    expect(lines.some((line) => line.includes("<script") && !line.includes("\\<script"))).toBe(false);
    expect(lines.filter((line) => line.startsWith("# "))).toHaveLength(1);
  });
});
