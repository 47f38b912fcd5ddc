import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { opened } from "../import/support.ts";
import { openTestBackend } from "../support/backends.ts";
import { difference, reference, toNchw } from "../targets/support/numbers.ts";
import { findPython, floatsOf, inFolder, present } from "./python.ts";

const python = findPython("keras", "jax");

beforeAll(async () => {
  await openTestBackend("wasm");
});

async function imported(name: string, folder: string) {
  const said =
    present(python).run("save_keras_application.py", [name, folder]).trim().split("\n").at(-1) ?? "";
  const [height = 0, width = 0, channels = 0, counted = 0] = said.split(" ").map(Number);
  const read = (file: string): Uint8Array => readFileSync(join(folder, file));
  const input = toNchw({ shape: [1, height, width, channels], data: floatsOf(read("input.bin")) });
  const expected = { shape: [1, 1000], data: floatsOf(read("output.bin")) };
  return {
    counted,
    input,
    expected,
    again: await opened({ name: "model.keras", bytes: read("model.keras") }),
  };
}

describe.skipIf(python === null)("Keras's own networks, saved by Keras and imported", () => {
  // What is more than Keras counts: batch norms without a scale get one of ones, rescalings are convolutions of single
  // channels, a share in a sum is a layer scale; and Keras counts the samples that a normalisation saw.
  test.each([
    ["MobileNet", 0],
    ["MobileNetV2", 0],
    ["ResNet50", 0],
    ["ResNet50V2", 0],
    ["DenseNet121", 0],
    ["VGG16", 0],
    ["Xception", 0],
    ["EfficientNetB0", 5],
    ["EfficientNetV2B0", 12],
    ["InceptionV3", 17_216],
    ["InceptionResNetV2", 76_032],
    ["ConvNeXtTiny", 6],
  ])("%s has the same parameters and %i more, and computes the same", (name, more) =>
    inFolder(async (folder) => {
      const { counted, input, expected, again } = await imported(name, folder);
      const { report, analysis, weights } = again;
      expect(report.quarantined).toEqual([]);
      expect(analysis.valid).toBe(true);
      expect(analysis.totals.params + analysis.totals.buffers).toBe(counted + more);
      expect(difference(expected, reference(analysis, weights, input))).toBeLessThanOrEqual(1e-4);
    }),
  );

  test("NASNet comes with its croppings quarantined", () =>
    inFolder(async (folder) => {
      const { again } = await imported("NASNetMobile", folder);
      expect(again.report.quarantined.map(({ kind }) => kind)).toContain("keras.Cropping2D");
      expect(again.report.became.length).toBeGreaterThan(500);
    }));
});
