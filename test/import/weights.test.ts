import { describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { matchWeights } from "../../engine/import/weights/match.ts";
import { completed, importWeights } from "../../engine/import/weights/read.ts";
import { torchvisionNames } from "../../engine/targets/safetensors/torchvision.ts";
import { weightEntries } from "../../engine/targets/support/network.ts";
import { batchCounters, writeSafetensors } from "../../engine/targets/weights/safetensors-write.ts";
import type { WeightArray, Weights } from "../../engine/targets/weights/types.ts";
import { analysed } from "../targets/support/cases.ts";
import { trainedWeights } from "../targets/support/numbers.ts";

const named = (weights: Weights, rename: (path: string) => string): ReadonlyMap<string, WeightArray> =>
  new Map([...weights].map(([path, weight]) => [rename(path), weight]));
const pathsOf = (analysis: Analysis): readonly string[] => weightEntries(analysis).map(({ path }) => path);

describe("weights of other libraries", () => {
  const resnet = analysed(loadGraph("torchvision-resnet18"));
  const weights = trainedWeights(resnet, 1);

  test.each([
    ["as they are", (path: string) => path],
    ["without “module.”", (path: string) => `module.${path}`],
    ["in a model of a trainer", (path: string) => `state_dict.model.${path}`],
    ["timm's, whose last layer is classifier", (path: string) => path.replace(/^fc\./, "classifier.")],
  ])("%s", (_name, rename) => {
    const { report, weights: found } = matchWeights(resnet, named(weights, rename));
    expect(report.missing).toEqual([]);
    expect(report.unused).toEqual([]);
    expect(report.mismatched).toEqual([]);
    expect(found.get("layer2.0.conv1.weight")).toEqual(weights.get("layer2.0.conv1.weight"));
  });

  test.each(["torchvision-vgg11", "torchvision-densenet121", "torchvision-mobilenet_v2"])(
    "%s by torchvision's names",
    (id) => {
      const analysis = analysed(loadGraph(id));
      const names = torchvisionNames(pathsOf(analysis));
      const empty: Weights = new Map(
        weightEntries(analysis).map(({ path, spec }) => [
          path,
          { shape: spec.shape, data: new Float32Array(0) },
        ]),
      );
      const { report } = matchWeights(
        analysis,
        named(empty, (path) => names?.get(path) ?? path),
      );
      expect(report.matched.length).toBe(pathsOf(analysis).length);
      expect(report.naming).toBe("torchvision's");
    },
  );

  test("MobileNet V2 by timm's names", () => {
    const analysis = analysed(loadGraph("torchvision-mobilenet_v2"));
    const paths = pathsOf(analysis);
    const first = paths.indexOf(paths.find((path) => path.startsWith("stage")) ?? "");
    const timm = [
      "blocks.0.0.conv_dw.weight",
      "blocks.1.0.conv_pw.weight",
      "blocks.6.0.bn3.running_var",
      "conv_stem.weight",
      "bn2.bias",
      "classifier.bias",
    ];
    const file = new Map<string, WeightArray>(
      timm.map((name) => [name, { shape: [1], data: new Float32Array(1) }]),
    );
    const { report } = matchWeights(analysis, file);
    expect(first).toBeGreaterThan(0);
    // All six are found by name; one number is no kernel, so none fits.
    expect(report.mismatched.length).toBe(timm.length);
    expect(report.unused).toEqual([]);
  });

  test("a last layer for other classes starts fresh, and the file may have more", () => {
    const file = new Map(named(weights, (path) => path));
    file.set("fc.weight", { shape: [10, 512], data: new Float32Array(5120) });
    file.set("fc.bias", { shape: [10], data: new Float32Array(10) });
    file.set("aux.weight", { shape: [1], data: new Float32Array(1) });
    const counters = batchCounters(weights);
    const bytes = writeSafetensors(file, { counters });
    const match = importWeights(resnet, { name: "resnet18.safetensors", bytes });
    if (!match.ok) throw new Error(match.problems[0]?.message);
    const { report } = match.value;
    expect(report.mismatched).toEqual([
      { path: "fc.weight", from: "fc.weight", has: "10×512", needs: "1000×512" },
      { path: "fc.bias", from: "fc.bias", has: "10", needs: "1000" },
    ]);
    // PyTorch's counters are no news.
    expect(report.unused).toEqual(["aux.weight"]);
    const whole = completed(resnet, match.value.weights, 3);
    expect(whole.size).toBe(pathsOf(resnet).length);
    expect(whole.get("fc.weight")?.data.some((number) => number !== 0)).toBe(true);
    expect(whole.get("conv1.weight")).toEqual(weights.get("conv1.weight"));
  });

  test("of another network are refused with both names", () => {
    const bytes = writeSafetensors(
      new Map([["encoder.block.weight", { shape: [1], data: new Float32Array(1) }]]),
    );
    const match = importWeights(resnet, { name: "bert.safetensors", bytes });
    expect(match.ok ? "" : match.problems[0]?.message).toContain("“encoder.block.weight”");
    expect(match.ok ? "" : match.problems[0]?.message).toContain("“conv1.weight”");
  });
});
