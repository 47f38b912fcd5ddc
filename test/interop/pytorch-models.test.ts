import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { GraphDocument } from "../../engine/document/types.ts";
import { pytorchTarget } from "../../engine/targets/pytorch/target.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { block, define, documentOf, graph, layer, param, port } from "../document/builder.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed, gridCases } from "../targets/support/cases.ts";
import { nodeNames, texts } from "../targets/support/hostile-names.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  type Sample,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { inputsFor, templates } from "../targets/support/templates.ts";
import { findPython, floatsOf, inFolder, present, writeFiles, writeFloats } from "./python.ts";

const python = findPython("torch", "numpy");

beforeAll(async () => {
  await openTestBackend("wasm");
});

interface Tried extends ExportInput {
  readonly name: string;
  readonly input: Sample;
}
type Report = Record<string, { readonly shape: number[]; readonly same: boolean }>;

/** Writes all projects, runs their models in one process, and compares the outputs. */
async function compareAll(cases: readonly Tried[], judge = false): Promise<void> {
  await inFolder(async (folder) => {
    for (const [index, one] of cases.entries()) {
      const result = await pytorchTarget.write(one);
      if (!result.ok) throw new Error(result.problems[0]?.message);
      const place = join(folder, `case${index}`);
      writeFiles(place, result.value);
      writeFloats(join(place, "input.bin"), one.input);
      writeFileSync(join(place, "shape.json"), JSON.stringify(one.input.shape));
    }
    if (judge) expect(Number(present(python).run("judge_code.py", [folder]))).toBe(cases.length);
    const report = JSON.parse(present(python).run("run_models.py", [folder])) as Report;
    for (const [index, one] of cases.entries()) {
      const { shape = [], same } = report[`case${index}`] ?? {};
      const data = floatsOf(readFileSync(join(folder, `case${index}`, "output.bin")));
      const expected = reference(one.analysis, one.weights, one.input);
      expect(difference(expected, { shape, data }), one.name).toBeLessThanOrEqual(1e-4);
      expect(same, one.name).toBe(true);
    }
  });
}

/** A network whose nodes and blocks have the name, and whose texts are the text. */
function named(name: string, text: string): { readonly name: string; readonly document: GraphDocument } {
  const rename = { name };
  const inside = graph(
    [
      port("way-in", "in"),
      layer("a", "conv2d", { kernel: 1, filters: "=width" }, rename),
      layer("b", "batchNorm", {}, { name: `${name}_2`, muted: "=width == 2" }),
      layer("c", "add", {}, { name: `${name}-3` }),
      port("way-out", "out"),
    ],
    "way-in>a a>b b>c a>c.in#1 c>way-out",
  );
  const definition = { ...define("unit", [param("width")], inside), title: text, summary: text };
  const top = graph(
    [
      layer("input", "input", { channels: 2, height: 3, width: 3 }, { name: `${name}1` }),
      layer("first", "conv2d", { kernel: 1, filters: 3 }, rename),
      block("blocks", "unit", { width: "=2 + i" }, { name: `${name}-b`, repeat: 2 }),
      layer("output", "output", {}, { name: `${name}-end` }),
    ],
    "input>first first>blocks.way-in blocks.way-out>output",
  );
  const about = { title: text, summary: text, authors: text };
  return { name: JSON.stringify([name, text]), document: { ...documentOf(top, [definition]), about } };
}

describe.skipIf(python === null)("generated PyTorch computes the same", () => {
  test("every kind over the grid", async () => {
    await compareAll(
      gridCases().map((one) => ({
        ...one,
        weights: trainedWeights(one.analysis, 7),
        input: randomInput(inputShapeOf(one.analysis), 3, 11),
      })),
    );
  });

  test("300 random networks with blocks", async () => {
    await compareAll(
      Array.from({ length: 300 }, (_, seed) => {
        const network = randomNetwork(seed);
        const { analysis } = network;
        const input = randomInput(inputShapeOf(analysis), 4, seed);
        return { ...network, weights: trainedWeights(analysis, seed), input };
      }),
      true,
    );
  });

  test("500 hostile names and texts, none of which is ever code", async () => {
    const names = nodeNames(300);
    const cases = [
      ...names.map((name) => named(name, "plain")),
      ...texts(200).map((text) => named("conv", text)),
    ];
    expect(cases.length).toBe(500);
    await compareAll(
      cases.map(({ name, document }) => {
        const analysis = analysed(document);
        const input = randomInput(inputShapeOf(analysis), 1, 1);
        return { name, document, analysis, weights: trainedWeights(analysis, 1), input };
      }),
      true,
    );
  });

  test.each(templates())("$id", async (template) => {
    const { document, analysis, id } = template;
    await compareAll([
      { name: id, document, analysis, weights: trainedWeights(analysis, 2), input: inputsFor(template) },
    ]);
  });
});
