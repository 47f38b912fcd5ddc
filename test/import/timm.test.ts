/** Weights under timm's names, as `timm.create_model(NAME).state_dict()` lists them (timm 1.0.29). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { importWeights } from "../../engine/import/weights/read.ts";
import { weightEntries } from "../../engine/targets/support/network.ts";
import { writeSafetensors } from "../../engine/targets/weights/safetensors-write.ts";
import type { WeightArray } from "../../engine/targets/weights/types.ts";
import { elements } from "../../engine/tensor/shape.ts";
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

/** Templates that timm has too, the smaller ones of each family with their numbers. */
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
    const count = (shape: readonly number[]): number => elements(shape);
    // The dense layers of VGG would be half a gigabyte.
    const held = names.filter(([, shape]) => count(shape) < 4_000_000);
    const file = new Map(
      held.map(([name, shape], index): [string, WeightArray] => {
        const data = new Float32Array(count(shape));
        data[0] = index + 1;
        return [name, { shape, data }];
      }),
    );
    const match = importWeights(analysis, { name: `${model}.safetensors`, bytes: writeSafetensors(file) });
    if (!match.ok) throw new Error(match.problems[0]?.message);
    const { report, weights } = match.value;
    expect(report.unused).toEqual([]);
    expect(report.mismatched).toEqual([]);
    expect(report.matched.length).toBe(held.length);
    expect(report.missing.length).toBe(names.length - held.length);
    expect(names.length).toBe(paths.length);
    expect(report.naming).toMatch(/^(as they are|torchvision's|timm's)$/);
    // Both list their layers in the order in which they are computed, and so are the numbers.
    const found = paths.flatMap((path) => weights.get(path)?.data[0] ?? []);
    expect([...found].sort((a, b) => a - b)).toEqual(held.map((_, index) => index + 1));
  });
});
