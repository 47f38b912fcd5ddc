import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { initialWeights } from "../../engine/targets/support/network.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { gridCases } from "../targets/support/cases.ts";
import { templates } from "../targets/support/templates.ts";
import { findPython, inFolder, present } from "./python.ts";

const python = findPython("onnx");

async function checked(inputs: readonly ExportInput[]): Promise<number> {
  return inFolder(async (folder) => {
    for (const [index, input] of inputs.entries()) {
      const result = await onnxTarget.write(input);
      const [file] = result.ok ? result.value : [];
      if (file === undefined) throw new Error("not written");
      writeFileSync(join(folder, `${index}.onnx`), fileBytes(file));
    }
    return Number(present(python).run("check_onnx.py", [folder]));
  });
}

describe.skipIf(python === null)("onnx.checker with full check accepts", () => {
  test("every kind over the grid", async () => {
    const cases = gridCases();
    const inputs = cases.map(({ document, analysis }) => ({
      document,
      analysis,
      weights: initialWeights(analysis, 0),
    }));
    expect(await checked(inputs)).toBe(cases.length);
    console.info(`onnx.checker: ${cases.length} cases of the grid accepted`);
  });

  test("every template", async () => {
    const all = templates();
    for (const { document, analysis } of all) {
      expect(await checked([{ document, analysis, weights: initialWeights(analysis, 0) }])).toBe(1);
    }
    console.info(`onnx.checker: ${all.length} templates accepted`);
  });
});
