import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { opened } from "../import/support.ts";
import { openTestBackend } from "../support/backends.ts";
import { openOnnx } from "../targets/onnx/run.ts";
import { difference, reference, type Sample } from "../targets/support/numbers.ts";
import { exported } from "../targets/support/templates.ts";
import { findPython, floatsOf, inFolder, present } from "./python.ts";

const python = findPython(
  "torch",
  "onnx",
  "types, sys; sys.modules['torchvision._meta_registrations'] = types.ModuleType('x'); import torchvision",
);

beforeAll(async () => {
  await openTestBackend("wasm");
});

/** What PyTorch exported, as our document; the numbers of both. */
async function imported(name: string, folder: string, opset = 16, way: "keep" | "fold" = "keep") {
  const said = present(python).run("export_onnx.py", [name, folder, String(opset), way]);
  const params = Number(said.trim().split("\n").at(-1));
  const bytes = readFileSync(join(folder, "model.onnx"));
  const floats = (file: string): Float32Array => floatsOf(readFileSync(join(folder, file)));
  const data = floats("input.bin");
  const side = Math.sqrt(data.length / 3);
  const input: Sample = { shape: [1, 3, side, side], data };
  const expected: Sample = { shape: [1, 1000], data: floats("output.bin") };
  return { params, input, expected, again: await opened({ name: "model.onnx", bytes }) };
}

describe.skipIf(python === null)("torchvision's networks, exported by PyTorch to ONNX and imported", () => {
  test.each([
    ["resnet50", 16],
    ["resnet18", 13],
    ["resnext50_32x4d", 16],
    ["wide_resnet50_2", 14],
    ["alexnet", 16],
    ["vgg11_bn", 15],
    ["googlenet", 16],
    ["inception_v3", 16],
    ["densenet121", 16],
    ["squeezenet1_1", 13],
    ["mobilenet_v2", 17],
    ["mobilenet_v3_large", 13],
    ["mnasnet1_0", 16],
    ["efficientnet_b0", 17],
    ["efficientnet_v2_s", 16],
    ["regnet_y_400mf", 13],
    ["regnet_x_400mf", 17],
    ["convnext_tiny", 13],
    ["convnext_tiny", 17],
  ])("%s (operator set %i) has the same parameters and computes the same", (name, opset) =>
    inFolder(async (folder) => {
      const { params, input, expected, again } = await imported(name, folder, opset);
      const { report, analysis, weights } = again;
      expect(report.quarantined).toEqual([]);
      expect(report.notes).toEqual([]);
      expect(analysis.valid).toBe(true);
      expect(analysis.totals.params).toBe(params);
      expect(difference(expected, reference(analysis, weights, input))).toBeLessThanOrEqual(1e-4);
    }),
  );

  test.each([
    ["resnet50", 17, 25_530_472],
    ["mobilenet_v3_small", 13, 2_536_800],
    ["densenet121", 13, 7_971_368],
  ])("%s as PyTorch exports it unless told (operator set %i): folded, which is said", (name, opset, params) =>
    inFolder(async (folder) => {
      const { input, expected, again } = await imported(name, folder, opset, "fold");
      const { report, analysis, weights } = again;
      expect(report.quarantined).toEqual([]);
      expect(report.notes.map(({ code }) => code)).toEqual(["onnx/folded"]);
      expect(analysis.totals.params).toBe(params);
      expect(difference(expected, reference(analysis, weights, input))).toBeLessThanOrEqual(1e-4);
    }),
  );

  test("ShuffleNet V2 comes with the halves of its channels quarantined, and all else", () =>
    inFolder(async (folder) => {
      const { again } = await imported("shufflenet_v2_x1_0", folder);
      const { report, analysis } = again;
      const kinds = new Set(report.quarantined.map(({ kind }) => kind));
      // No layer picks channels; what shuffles them is only known with the sizes that come out of that.
      expect([...kinds].sort()).toEqual(["onnx.Reshape", "onnx.Slice", "onnx.Transpose"]);
      expect(analysis.valid).toBe(false);
      expect(report.became.filter(({ kind }) => kind === "conv2d").length).toBeGreaterThan(30);
    }));

  test("ResNet-50: 25,557,032 parameters, four stages of repeated blocks, and out again", () =>
    inFolder(async (folder) => {
      const { input, expected, again } = await imported("resnet50", folder);
      const { document, analysis, weights } = again;
      expect(analysis.totals.params).toBe(25_557_032);
      const stages = document.graph.nodes.flatMap((node) =>
        node.type === "block" ? [[node.name, node.block, node.repeat]] : [],
      );
      const [, block] = stages[0] ?? [];
      expect(stages).toEqual([
        ["layer1", block, 3],
        ["layer2", block, 4],
        ["layer3", block, 6],
        ["layer4", block, 3],
      ]);
      const files = await exported(onnxTarget, { document, analysis, weights });
      const session = await openOnnx(files ?? []);
      const actual = await session.run(input);
      await session.close();
      expect(difference(expected, actual)).toBeLessThanOrEqual(1e-4);
    }));
});
