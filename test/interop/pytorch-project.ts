/** Runs of an exported PyTorch project, and the same runs in the engine. */
import { join } from "node:path";
import { expect } from "vitest";
import { createNodePorts } from "../../cli/data/ports.ts";
import { loadGraph } from "../../cli/graph.ts";
import { openDataset } from "../../engine/data/open.ts";
import { computeNormalization } from "../../engine/data/process/normalize.ts";
import type { Dataset } from "../../engine/data/types.ts";
import type { GraphDocument, TrainingSettings } from "../../engine/document/types.ts";
import { pytorchTarget } from "../../engine/targets/pytorch/target.ts";
import { initialWeights } from "../../engine/targets/support/network.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import { createRun } from "../../engine/training/run.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import type { EpochEvent, StepEvent, TrainEvent } from "../../engine/training/types.ts";
import { projectData } from "../../engine/worker/export/project-data.ts";
import { analysed } from "../targets/support/cases.ts";
import { type Python, writeFiles } from "./python.ts";

export interface Trial {
  readonly document: GraphDocument;
  readonly source: string;
}

export const trial = (id: string, source: string, changes: Partial<TrainingSettings>): Trial => {
  const loaded = loadGraph(id);
  const training = { ...loaded.training, data: source, ...changes };
  return { document: { ...loaded, training }, source };
};

export async function openSource(source: string): Promise<Dataset> {
  const opened = await openDataset(source, await createNodePorts());
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  return opened.value;
}

/** The project in a folder, as the command line writes it. */
export async function writeProject(folder: string, { document, source }: Trial): Promise<void> {
  const analysis = analysed(document);
  const weights = initialWeights(analysis, document.training.seed);
  const input = { document, analysis, weights, data: { source, files: [] } };
  const data = await projectData(input, async (name) => openDataset(name, await createNodePorts()));
  if (!data.ok) throw new Error(data.problems[0]?.message);
  const result = await pytorchTarget.write({ ...input, ...data.value });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  writeFiles(folder, result.value);
}

/** The same run in the engine. */
export async function trainHere({ document, source }: Trial): Promise<readonly TrainEvent[]> {
  const dataset = await openSource(source);
  const { expanded, shapes } = analysed(document);
  const model = buildModel({ expanded, shapes, seed: document.training.seed });
  const events: TrainEvent[] = [];
  const run = createRun({
    model,
    dataset,
    settings: document.training,
    store: memoryStore(),
    normalization: await computeNormalization(dataset),
    document,
    backend: "wasm",
    engineVersion: "0",
    onEvent: (event) => events.push(event),
  });
  const done = await run.start();
  model.dispose();
  if (!done.ok) throw new Error(done.problems[0]?.message);
  return events;
}

/** The events that `train.py` prints. */
export const trainThere = (
  python: Python,
  folder: string,
  ...args: readonly string[]
): readonly TrainEvent[] =>
  python
    .run(join(folder, "train.py"), ["--json", "--device", "cpu", ...args], folder)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as TrainEvent);

export const lossesOf = (events: readonly TrainEvent[]): readonly number[] =>
  events.filter((event): event is StepEvent => event.type === "step").map(({ loss }) => loss);
export const epochsOf = (events: readonly TrainEvent[]): readonly EpochEvent[] =>
  events.filter((event): event is EpochEvent => event.type === "epoch");

export const largestGap = (a: readonly number[], b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
};
