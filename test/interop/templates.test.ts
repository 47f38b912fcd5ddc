import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { pageTarget } from "../../engine/targets/html/target.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { openTestBackend } from "../support/backends.ts";
import { runPage } from "../targets/html/run.ts";
import { openOnnx } from "../targets/onnx/run.ts";
import { difference, reference, type Sample, toNchw, toNhwc } from "../targets/support/numbers.ts";
import {
  exported,
  inputsFor,
  isSmall,
  type Template,
  templates,
  weightSets,
} from "../targets/support/templates.ts";
import { floatsOf, inFolder, writeFiles, writeFloats } from "./python.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

const script = fileURLToPath(new URL("./node/run-layers-model.mjs", import.meta.url));

/** Says what was measured: how many inputs a template of this size was shown, and how far the answers are apart. */
function within(target: string, { id }: Template, input: Sample, differences: readonly number[]): void {
  const worst = Math.max(...differences);
  const sets = differences.length === 2 ? "first and trained weights" : "trained weights";
  console.info(
    `${target} ${id}: ${input.shape[0]} inputs, ${sets}, largest difference ${worst.toExponential(1)}`,
  );
  expect(worst).toBeLessThanOrEqual(1e-4);
}

/** Channels first in and out. */
function runFresh(folder: string, backend: string, input: Sample): Sample {
  const x = toNhwc(input);
  writeFloats(join(folder, "input.bin"), x);
  const run = spawnSync(process.execPath, [script, folder, backend, x.shape.join(",")], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  const { shape } = JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as { shape: number[] };
  return toNchw({ shape, data: floatsOf(readFileSync(join(folder, "output.bin"))) });
}

describe("stock TensorFlow.js in a fresh process computes the same", () => {
  test.each(templates())("$id", (template) =>
    inFolder(async (folder) => {
      const set = weightSets(template)[1];
      if (set === undefined) throw new Error("no weights");
      const files = await exported(layersModelTarget, set);
      if (files === null) return;
      writeFiles(folder, files);
      const input = inputsFor(template);
      const actual = runFresh(folder, isSmall(template) ? "cpu" : "wasm", input);
      within("tfjs", template, input, [difference(reference(set.analysis, set.weights, input), actual)]);
    }),
  );
});

describe("onnxruntime computes the same for the large templates", () => {
  test.each(templates().filter((template) => !isSmall(template)))("$id", async (template) => {
    const input = inputsFor(template);
    const differences: number[] = [];
    for (const set of weightSets(template)) {
      const session = await openOnnx((await exported(onnxTarget, set)) ?? []);
      const actual = await session.run(input);
      await session.close();
      differences.push(difference(reference(set.analysis, set.weights, input), actual));
    }
    within("onnx", template, input, differences);
  });
});

describe("the exported page's interpreter computes the same, or the page is declared too large", () => {
  test.each(templates())("$id", async (template) => {
    const input = inputsFor(template);
    const differences: number[] = [];
    for (const set of weightSets(template)) {
      const files = await exported(pageTarget, set);
      if (files === null) {
        console.info(`html ${template.id}: declared too large for a page`);
        return;
      }
      differences.push(difference(reference(set.analysis, set.weights, input), await runPage(files, input)));
    }
    within("html", template, input, differences);
  });
});
