import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { importWeights } from "../../engine/import/weights/read.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import { difference, reference } from "../targets/support/numbers.ts";
import { findPython, floatsOf, inFolder, present } from "./python.ts";

const python = findPython(
  "torch",
  "types, sys; sys.modules['torchvision._meta_registrations'] = types.ModuleType('x'); import timm",
);

beforeAll(async () => {
  await openTestBackend("wasm");
});

describe.skipIf(python === null)("timm's weights on torchvision's architectures", () => {
  test.each([
    ["resnet18", "torchvision-resnet18"],
    ["resnet50", "torchvision-resnet50"],
    ["densenet121", "torchvision-densenet121"],
    ["mobilenetv2_100", "torchvision-mobilenet_v2"],
    ["vgg11", "torchvision-vgg11"],
  ])("%s computes the same in %s", (name, template) =>
    inFolder((folder) => {
      present(python).run("save_timm.py", [name, folder]);
      const read = (file: string): Uint8Array => readFileSync(join(folder, file));
      const analysis = analysed(loadGraph(template));
      const match = importWeights(analysis, {
        name: "weights.safetensors",
        bytes: read("weights.safetensors"),
      });
      if (!match.ok) throw new Error(match.problems[0]?.message);
      const { report, weights } = match.value;
      expect([report.missing, report.unused, report.mismatched]).toEqual([[], [], []]);
      const input = { shape: [1, 3, 224, 224], data: floatsOf(read("input.bin")) };
      const expected = { shape: [1, 1000], data: floatsOf(read("output.bin")) };
      expect(difference(expected, reference(analysis, weights, input))).toBeLessThanOrEqual(1e-4);
    }),
  );
});
