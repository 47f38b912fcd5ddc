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
async function imported(name: string, folder: string) {
  const params = Number(present(python).run("export_onnx.py", [name, folder]).trim().split("\n").at(-1));
  const bytes = readFileSync(join(folder, "model.onnx"));
  const floats = (file: string): Float32Array => floatsOf(readFileSync(join(folder, file)));
  const input: Sample = { shape: [1, 3, 224, 224], data: floats("input.bin") };
  const expected: Sample = { shape: [1, 1000], data: floats("output.bin") };
  return { params, input, expected, again: await opened({ name: "model.onnx", bytes }) };
}

describe.skipIf(python === null)("torchvision's networks, exported by PyTorch to ONNX and imported", () => {
  test.each([
    "resnet50",
    "resnet18",
    "alexnet",
    "vgg11",
    "googlenet",
    "densenet121",
    "squeezenet1_1",
    "mobilenet_v2",
    "shufflenet_v2_x1_0",
    "mnasnet1_0",
    "mobilenet_v3_large",
    "efficientnet_b0",
    "regnet_y_400mf",
  ])("%s has the same parameters and computes the same", (name) =>
    inFolder(async (folder) => {
      const { params, input, expected, again } = await imported(name, folder);
      const { report, analysis, weights } = again;
      const foreign = QUARANTINED.get(name);
      if (foreign !== undefined) {
        expect(report.quarantined.map(({ kind }) => kind)).toContain(foreign);
        expect(analysis.valid).toBe(false);
        console.warn(`${name}: not compared, ${report.quarantined.length} operations are quarantined`);
        return;
      }
      expect(report.quarantined).toEqual([]);
      expect(analysis.valid).toBe(true);
      expect(analysis.totals.params).toBe(params);
      expect(difference(expected, reference(analysis, weights, input))).toBeLessThanOrEqual(1e-4);
    }),
  );

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

/** Networks with an operation that has no layer here: an example of it. */
const QUARANTINED: ReadonlyMap<string, string> = new Map([["shufflenet_v2_x1_0", "onnx.Slice"]]);
