/** Every kind of the grid, exported to a format and imported again: the same kind, parameters, weights and numbers, or a reason. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Analysis } from "../../engine/analysis/types.ts";
import { kerasTarget } from "../../engine/targets/keras/target.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { onnxTarget } from "../../engine/targets/onnx/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { openTestBackend } from "../support/backends.ts";
import { gridCases, type NamedCase } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { randomNetwork } from "../targets/support/random-network.ts";
import { changesOf, whatMatters } from "./equal-layers.ts";
import { type Opened, opened } from "./support.ts";

beforeAll(async () => {
  await openTestBackend("wasm");
});

const FORMATS = [
  { name: "ONNX", target: onnxTarget, file: "model.onnx" },
  { name: "Keras", target: kerasTarget, file: "model.keras" },
  { name: "TensorFlow.js", target: layersModelTarget, file: "model.json" },
] as const;
type Format = (typeof FORMATS)[number];

/** Exported and imported again, or `null` where the target says that it cannot. */
async function again(
  { target, file }: Format,
  network: Pick<NamedCase, "document" | "analysis">,
  weights: ReturnType<typeof trainedWeights>,
): Promise<Opened | null> {
  const result = await target.write({ ...network, weights });
  if (!result.ok) {
    expect(target.check(network.analysis).length).toBeGreaterThan(0);
    return null;
  }
  const [first, ...more] = result.value.map((one) => ({ name: one.path, bytes: fileBytes(one) }));
  if (first === undefined) throw new Error("Nothing was written.");
  return opened({ name: file, bytes: first.bytes }, more);
}

const kindsOf = ({ expanded }: Analysis): readonly string[] => expanded.nodes.map(({ kind }) => kind);

describe.each(FORMATS)("$name", (format) => {
  test.each(gridCases())("$name", async ({ kind, document, analysis }) => {
    const weights = trainedWeights(analysis, 7);
    const found = await again(format, { document, analysis }, weights);
    if (found === null) return;
    expect(found.report.quarantined).toEqual([]);
    const probe = analysis.expanded.nodes.find(({ path }) => path === "probe");
    const change = probe === undefined ? null : changesOf(format.name, probe, analysis);
    const wanted = analysis.expanded.nodes.flatMap(
      (node) => changesOf(format.name, node, analysis)?.becomes ?? [node.kind],
    );
    expect([...kindsOf(found.analysis)].sort()).toEqual([...wanted].sort());
    if (change === null && kind !== "output") {
      // What stands around may have become something else; the layer itself is found by its kind.
      const same = found.analysis.expanded.nodes.filter((node) => node.kind === kind);
      expect(same.map((node) => whatMatters(node, found.analysis))).toContainEqual(
        probe === undefined ? expect.anything() : whatMatters(probe, analysis),
      );
      if (found.weights.size > 0 && probe !== undefined)
        expect([...found.weights.keys()].sort()).toEqual([...weights.keys()].sort());
    }
    const input = randomInput(inputShapeOf(analysis), 2, 11);
    const expected = reference(analysis, weights, input);
    expect(difference(expected, reference(found.analysis, found.weights, input))).toBeLessThanOrEqual(1e-4);
  });
});

/** Seeds that were once wrong, and some more. */
const SEEDS = [0, 1, 2, 3, 5, 13, 31, 66, 90, 108, 182];
const MORE = Number(process.env.LAYERLOOM_NETWORKS ?? 0);

describe.each(FORMATS)("random networks with blocks through $name", (format) => {
  test.each([...SEEDS, ...Array.from({ length: MORE }, (_, index) => 1_000 + index)])(
    "seed %i",
    async (seed) => {
      const { document, analysis } = randomNetwork(seed);
      const weights = trainedWeights(analysis, seed);
      const found = await again(format, { document, analysis }, weights);
      if (found === null) return;
      expect(found.report.quarantined).toEqual([]);
      const input = randomInput(inputShapeOf(analysis), 2, seed);
      const expected = reference(analysis, weights, input);
      expect(difference(expected, reference(found.analysis, found.weights, input))).toBeLessThanOrEqual(1e-4);
    },
  );
});
