import { describe, expect, test } from "vitest";
import { loadGraph } from "../../../cli/graph.ts";
import { graphHash } from "../../../engine/document/hash.ts";
import { safetensorsTarget } from "../../../engine/targets/safetensors/target.ts";
import { torchvisionNames } from "../../../engine/targets/safetensors/torchvision.ts";
import { fileBytes } from "../../../engine/targets/support/files.ts";
import { initialWeights, weightEntries } from "../../../engine/targets/support/network.ts";
import { readSafetensors } from "../../../engine/targets/weights/safetensors.ts";
import { analysed } from "../support/cases.ts";

const pathsOf = (id: string) => weightEntries(analysed(loadGraph(id))).map(({ path }) => path);

async function exported(id: string) {
  const document = loadGraph(id);
  const analysis = analysed(document);
  const weights = initialWeights(analysis, 1);
  const normalization = { mean: [0.5], std: [0.25] };
  const input = { document, analysis, weights, classes: ["no", "yes"], normalization };
  const result = await safetensorsTarget.write(input);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const [file] = result.value;
  const read = readSafetensors(fileBytes(file ?? { path: "", chunks: [] }));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return { document, weights, file: read.value };
}

describe("weights as safetensors", () => {
  test("hold every tensor under its canonical path, with the graph they belong to", async () => {
    const { document, weights, file } = await exported("small-resnet");
    for (const [path, { shape, data }] of weights) {
      expect(file.tensors.get(path)?.shape).toEqual(shape);
      expect(file.tensors.get(path)?.data).toEqual(data);
    }
    expect(file.metadata.get("graph")).toBe(graphHash(document));
    expect(file.metadata.get("classes")).toBe('["no","yes"]');
    expect(file.metadata.get("normalization")).toBe('{"mean":[0.5],"std":[0.25]}');
    const counters = [...file.tensors.keys()].filter((name) => name.endsWith("num_batches_tracked"));
    const norms = [...weights.keys()].filter((path) => path.endsWith("running_mean"));
    expect(counters.length).toBe(norms.length);
    expect(file.tensors.size).toBe(weights.size + counters.length);
  });

  test("go by torchvision's names for torchvision's networks", async () => {
    const { file } = await exported("torchvision-mobilenet_v2");
    expect(file.tensors.has("features.17.conv.3.running_var")).toBe(true);
    expect(file.tensors.has("features.1.conv.2.num_batches_tracked")).toBe(true);
  });

  test("are refused where one is missing or has another shape", async () => {
    const document = loadGraph("lenet");
    const analysis = analysed(document);
    const weights = new Map(initialWeights(analysis, 1));
    const [first = "", second = ""] = weights.keys();
    weights.delete(first);
    weights.set(second, { shape: [1], data: new Float32Array(1) });
    const result = await safetensorsTarget.write({ document, analysis, weights });
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
      "export/weight-missing",
      "export/weight-shape",
    ]);
  });
});

describe("torchvision's names", () => {
  test("count layers without weights in VGG", () => {
    const names = [...(torchvisionNames(pathsOf("torchvision-vgg16"))?.values() ?? [])];
    const numbers = names
      .filter((name) => /^features.*weight$/.test(name))
      .map((name) => Number(name.split(".")[1]));
    expect(numbers).toEqual([0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]);
  });
  test("count from 1 in DenseNet", () => {
    const names = torchvisionNames(pathsOf("torchvision-densenet121"));
    expect(names?.get("features.denseblock4.layer.15.conv2.weight")).toBe(
      "features.denseblock4.denselayer16.conv2.weight",
    );
  });
  test.each(["lenet", "vgg11", "densenet", "resnet18", "torchvision-resnet50"])("leave %s alone", (id) => {
    expect(torchvisionNames(pathsOf(id))).toBeNull();
  });
});
