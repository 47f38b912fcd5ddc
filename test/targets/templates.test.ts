import { beforeAll, describe, expect, test } from "vitest";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { openTestBackend } from "../support/backends.ts";
import { runLayersModel } from "./layers-model/load.ts";
import { openOnnx } from "./onnx/run.ts";
import { difference, reference } from "./support/numbers.ts";
import { exported, inputsFor, isSmall, templates, weightSets } from "./support/templates.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

const small = templates().filter(isSmall);

describe("small templates, first and trained weights, a hundred inputs", () => {
  test.each(small)("$id as LayersModel", async (template) => {
    const input = inputsFor(template);
    for (const set of weightSets(template)) {
      const files = await exported(layersModelTarget, set);
      if (files === null) continue;
      const expected = reference(set.analysis, set.weights, input);
      expect(difference(expected, await runLayersModel(files, input))).toBeLessThanOrEqual(1e-4);
    }
  });

  test.each(small)("$id as ONNX", async (template) => {
    const input = inputsFor(template);
    for (const set of weightSets(template)) {
      const files = await exported(onnxTarget, set);
      expect(files).not.toBeNull();
      const session = await openOnnx(files ?? []);
      const actual = await session.run(input);
      await session.close();
      expect(difference(reference(set.analysis, set.weights, input), actual)).toBeLessThanOrEqual(1e-4);
    }
  });

  test("classes and normalisation travel along", async () => {
    const template = small[0];
    if (template === undefined) throw new Error("no template");
    const [set] = weightSets(template);
    if (set === undefined) throw new Error("no weights");
    const told = { ...set, classes: ["cat", "dög"], normalization: { mean: [0.1], std: [0.2] } };
    const [onnx] = (await exported(onnxTarget, told)) ?? [];
    const text = new TextDecoder().decode(onnx === undefined ? new Uint8Array() : fileBytes(onnx));
    expect(text).toContain('["cat","dög"]');
    expect(text).toContain('{"mean":[0.1],"std":[0.2]}');
    const [json] = (await exported(layersModelTarget, told)) ?? [];
    const model = JSON.parse(new TextDecoder().decode(json?.chunks[0]));
    expect(model.userDefinedMetadata.layerloom).toMatchObject({
      classes: ["cat", "dög"],
      normalization: { mean: [0.1], std: [0.2] },
    });
  });
});
