import { describe, expect, it } from "vitest";
import { openBuiltin } from "../../engine/data/builtin/index.ts";
import { parseSource } from "../../engine/data/source.ts";
import { evaluate } from "../../engine/training/evaluation/evaluate.ts";
import { build, template } from "./networks.ts";
import { smallRun } from "./small-run.ts";
import { useBackend } from "./use-backend.ts";

describe("regression", () => {
  useBackend("cpu");

  it("learns the kernel [1, -1] from the image of edges", async () => {
    const parsed = parseSource("builtin:edges");
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    const opened = openBuiltin(parsed.value);
    if (!opened.ok) throw new Error(opened.problems[0]?.message);
    const dataset = opened.value;
    const document = template("learn-a-kernel");
    const model = build(document, document.training.seed);
    const normalization = dataset.info.normalization ?? { mean: [0], std: [1] };
    const small = smallRun({ document, model, dataset, settings: document.training, normalization });
    const done = await small.start();
    expect(done).toMatchObject({ reason: "finished", trainAccuracy: null, testAccuracy: null });
    const kernel = (await model.readWeights()).get("conv.weight")?.data ?? new Float32Array();
    expect([...kernel].map((value) => Math.round(20 * value) / 20)).toEqual([1, -1]);
    const { info, test } = dataset;
    const evaluation = await evaluate({ model, info, split: test, normalization, loss: "mse" });
    expect(evaluation?.report).toMatchObject({ accuracy: null, top5: null, perClass: [], confusion: [] });
    expect(evaluation?.report.loss).toBeLessThan(1e-3);
    model.dispose();
  });
});
