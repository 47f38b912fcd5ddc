/** Converted files list the weights of a layer in whatever order; names say which is which. */
import { beforeAll, expect, test } from "vitest";
import { loadGraph } from "../../cli/graph.ts";
import { layersModelTarget } from "../../engine/targets/layers-model/target.ts";
import { fileBytes } from "../../engine/targets/support/files.ts";
import { elements } from "../../engine/tensor/shape.ts";
import { openTestBackend } from "../support/backends.ts";
import { analysed } from "../targets/support/cases.ts";
import {
  difference,
  inputShapeOf,
  randomInput,
  reference,
  trainedWeights,
} from "../targets/support/numbers.ts";
import { opened } from "./support.ts";

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
}

beforeAll(async () => {
  await openTestBackend("cpu");
});

test("weights in reverse order are the same network", async () => {
  const document = loadGraph("lenet-modern");
  const analysis = analysed(document);
  const weights = trainedWeights(analysis, 4);
  const result = await layersModelTarget.write({ document, analysis, weights });
  const [json, shard, ...more] = result.ok ? result.value.map((file) => fileBytes(file)) : [];
  if (json === undefined || shard === undefined) throw new Error("Nothing was written.");
  expect(more).toEqual([]);
  const model = JSON.parse(new TextDecoder().decode(json)) as {
    weightsManifest: [{ paths: string[]; weights: Entry[] }];
  };
  const [group] = model.weightsManifest;
  let at = 0;
  const parts = group.weights.map((entry) => {
    const bytes = shard.slice(at, at + 4 * elements(entry.shape));
    at += bytes.length;
    return { entry, bytes };
  });
  const turned = [...parts].reverse();
  group.weights = turned.map(({ entry }) => entry);
  const file = { name: "model.json", bytes: new TextEncoder().encode(JSON.stringify(model)) };
  const again = await opened(file, [
    { name: group.paths[0] ?? "", bytes: Buffer.concat(turned.map(({ bytes }) => bytes)) },
  ]);
  expect(again.report.quarantined).toEqual([]);
  const input = randomInput(inputShapeOf(analysis), 2, 5);
  const expected = reference(analysis, weights, input);
  expect(difference(expected, reference(again.analysis, again.weights, input))).toBeLessThanOrEqual(1e-4);
});
