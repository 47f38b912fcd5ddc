/**
 * The weights that a template is compared with: `first`, as drawn from a seed; `stirred`, as after some training (no scale
 * is one, no running mean zero); and for small templates `trained`, by the engine for some dozens of steps on their own
 * data. LAYERLOOM_WEIGHTS=first,stirred chooses among them.
 */
import { createNodePorts } from "../../../cli/data/ports.ts";
import { openDataset } from "../../../engine/data/open.ts";
import { computeNormalization, normalize } from "../../../engine/data/process/normalize.ts";
import type { Dataset } from "../../../engine/data/types.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import type { ExportInput } from "../../../engine/targets/support/types.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { createRun } from "../../../engine/training/run.ts";
import { memoryStore } from "../../../engine/training/store/memory-store.ts";
import { inputShapeOf, type Sample, toNchw, trainedWeights } from "../../targets/support/numbers.ts";
import type { Template } from "../../targets/support/templates.ts";
import { type InputRange, randomInputs } from "./range.ts";

export type SetName = "first" | "stirred" | "trained";
export interface WeightSet {
  readonly name: SetName;
  /** A second call computes them again: large weights are not kept for nothing. */
  exported(): Promise<ExportInput>;
  /** Channels first: random ones, or the test images where the weights come from a training on images. */
  inputs(range: InputRange): Promise<Sample>;
}

const SOURCES: ReadonlyMap<string, string> = new Map([
  ["builtin:glyphs", "builtin:glyphs?train=640&test=100"],
  ["builtin:scenes", "builtin:scenes?train=640&test=100"],
  ["builtin:edges", "builtin:edges"],
]);
const LARGEST_TRAINED_MACS = 1e7;

export function weightSets(template: Template): readonly WeightSet[] {
  const { document, analysis } = template;
  const random = async (range: InputRange): Promise<Sample> => randomInputs(inputShapeOf(analysis), range);
  const sets: WeightSet[] = [
    {
      name: "first",
      exported: async () => ({ document, analysis, weights: initialWeights(analysis, 1) }),
      inputs: random,
    },
    {
      name: "stirred",
      exported: async () => ({ document, analysis, weights: trainedWeights(analysis, 2) }),
      inputs: random,
    },
  ];
  const source = SOURCES.get(document.training.data);
  if (source !== undefined && analysis.totals.macs <= LARGEST_TRAINED_MACS)
    sets.push({
      name: "trained",
      exported: () => trainedOn(template, source),
      inputs: async (range) => {
        const dataset = await opened(source);
        return dataset.info.classes.length === 0 ? random(range) : testImages(dataset, range);
      },
    });
  const asked = process.env.LAYERLOOM_WEIGHTS?.split(",");
  return asked === undefined ? sets : sets.filter(({ name }) => asked.includes(name));
}

async function opened(source: string): Promise<Dataset> {
  const dataset = await openDataset(source, await createNodePorts());
  if (!dataset.ok) throw new Error(dataset.problems[0]?.message);
  return dataset.value;
}

async function testImages(dataset: Dataset, { first, end }: InputRange): Promise<Sample> {
  if (end > dataset.test.length) throw new Error(`There are ${dataset.test.length} test images, not ${end}.`);
  const [channels = 1, height = 1, width = 1] = dataset.info.shape;
  const wanted = Uint32Array.from({ length: end - first }, (_, i) => first + i);
  const { pixels, count } = await dataset.test.read(wanted);
  if (count !== end - first) throw new Error("A test image cannot be read.");
  normalize(pixels, await computeNormalization(dataset));
  return toNchw({ shape: [count, height, width, channels], data: pixels });
}

/** Forty steps of batches of 64 on images, forty on the one image of edges. */
async function trainedOn({ document, analysis }: Template, source: string): Promise<ExportInput> {
  const dataset = await opened(source);
  const isOne = dataset.train.length === 1;
  const training = { ...document.training, data: source, epochs: isOne ? 40 : 4, batchSize: isOne ? 1 : 64 };
  const { expanded, shapes } = analysis;
  const model = buildModel({ expanded, shapes, seed: training.seed });
  const normalization = await computeNormalization(dataset);
  try {
    const run = createRun({
      model,
      dataset,
      settings: training,
      store: memoryStore(),
      normalization,
      document: { ...document, training },
      backend: "wasm",
      engineVersion: "0",
    });
    const done = await run.start();
    if (!done.ok) throw new Error(done.problems[0]?.message);
    return {
      document,
      analysis,
      weights: await model.readWeights(),
      classes: dataset.info.classes,
      normalization,
    };
  } finally {
    model.dispose();
  }
}
