import "@tensorflow/tfjs-backend-cpu";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGraph, templateIds } from "../../cli/graph.ts";
import { safetensorsTarget } from "../../engine/targets/safetensors/target.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { findPython, floatsOf, inFolder, present, writeFiles, writeFloats } from "./python.ts";

const PREFIX = "torchvision-";
// A CPU build of torch lacks operators that torchvision wants to describe; the script does without them.
const python = findPython(
  "torch",
  "numpy",
  "types, sys; sys.modules['torchvision._meta_registrations'] = types.ModuleType('x'); import torchvision",
);

beforeAll(async () => {
  await openTestBackend("wasm");
  expect(tf.getBackend()).toBe("wasm");
});

describe.skipIf(python === null)("torchvision loads the weights strictly and computes the same", () => {
  test.each(templateIds().filter((id) => id.startsWith(PREFIX)))("%s", (id) =>
    inFolder(async (folder) => {
      const document = loadGraph(id);
      const analysis = analysed(document);
      const weights = trainedWeights(analysis, 3);
      const result = await safetensorsTarget.write({ document, analysis, weights });
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      writeFiles(folder, result.value);
      const input = randomInput(inputShapeOf(analysis), 1, 5);
      writeFloats(join(folder, "input.bin"), input);
      const output = join(folder, "output.bin");
      const args = [
        join(folder, "model.safetensors"),
        join(folder, "input.bin"),
        input.shape.join(","),
        output,
      ];
      present(python).run("run_torchvision.py", [id.slice(PREFIX.length), ...args]);
      const expected = reference(analysis, weights, input);
      const actual = { shape: expected.shape, data: floatsOf(readFileSync(output)) };
      expect(difference(expected, actual)).toBeLessThanOrEqual(1e-4);
    }),
  );
});
