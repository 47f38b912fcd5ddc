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

describe.skipIf(python === null)("networks saved by Keras 3", () => {
  test("have the same parameters, compute the same, and what repeats is folded", () =>
    inFolder(async (folder) => {
      const counted = Number(present(python).run("save_keras.py", [folder]).trim().split("\n").at(-1));
      const read = (name: string): Uint8Array => readFileSync(join(folder, name));
      const again = await opened({ name: "model.keras", bytes: read("model.keras") });
      expect(again.report.quarantined).toEqual([]);
      const { params, buffers } = again.analysis.totals;
      // A rescaling is a convolution here (6), and the kernel of 3×3 that enlarges by 2 is widened to 4×4 (7·6·16).
      expect(params + buffers).toBe(counted + 6 + 7 * 6 * 16);
      const input = toNchw({ shape: [2, 32, 32, 3], data: floatsOf(read("input.bin")) });
      const expected = { shape: [2, 10], data: floatsOf(read("output.bin")) };
      expect(difference(expected, reference(again.analysis, again.weights, input))).toBeLessThanOrEqual(1e-4);
      expect(again.report.folded.map(({ paths }) => paths)).toContainEqual([
        "stage_block1",
        "stage_block2",
        "stage_block3",
      ]);

      const strange = await opened({ name: "lambda.keras", bytes: read("lambda.keras") });
      expect(strange.report.quarantined.map(({ kind }) => kind)).toEqual(["keras.Lambda"]);
      expect(JSON.stringify(strange.document)).not.toContain("closure");
    }));
});
