/** Weights under timm's names, as `timm.create_model(NAME).state_dict()` lists them (timm 1.0.29). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { matchWeights } from "../../engine/import/weights/match.ts";
import { weightEntries } from "../../engine/targets/support/network.ts";
import type { WeightArray } from "../../engine/targets/weights/types.ts";
import { analysed } from "../targets/support/cases.ts";

const folder = fileURLToPath(new URL("../fixtures/timm/", import.meta.url));

/** Names with their shapes. */
function namesOf(model: string): readonly (readonly [string, readonly number[]])[] {
  const lines = readFileSync(`${folder}${model}.txt`, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [name = "", shape = ""] = line.split(" ");
    return [name, shape.split("x").map(Number)];
  });
}

/** Templates that timm has too. */
describe("timm's names", () => {
  test.each([
    ["resnet18", "torchvision-resnet18"],
    ["resnet50", "torchvision-resnet50"],
    ["densenet121", "torchvision-densenet121"],
    ["mobilenetv2_100", "torchvision-mobilenet_v2"],
    ["vgg11", "torchvision-vgg11"],
    ["vgg16", "torchvision-vgg16"],
    ["vgg19", "torchvision-vgg19"],
  ])("of %s fit %s, each on its own", (model, template) => {
    const analysis = analysed(loadGraph(template));
    const names = namesOf(model);
    const paths = weightEntries(analysis).map(({ path }) => path);
    // Each tensor holds its number in the list alone: names and shapes are what is matched.
    const file = new Map(
      names.map(([name, shape], index): [string, WeightArray] => [
        name,
        { shape, data: Float32Array.of(index + 1) },
      ]),
    );
    const { report, weights } = matchWeights(analysis, file);
    expect([report.unused, report.mismatched, report.missing]).toEqual([[], [], []]);
    expect(report.matched.length).toBe(names.length);
    expect(report.naming).toMatch(/^(as they are|torchvision's|timm's)$/);
    const found = paths.map((path) => weights.get(path)?.data[0] ?? 0);
    expect([...found].sort((a, b) => a - b)).toEqual(names.map((_, index) => index + 1));
  });
});
