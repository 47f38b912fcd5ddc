/**
 * Weights that the engine trained, for every template: on the glyphs, the scenes or the edges, brought to its size. They
 * are kept beside the references, as every runtime asks for them and training a large network takes minutes.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createNodePorts } from "../../../cli/data/ports.ts";
import { openDataset } from "../../../engine/data/open.ts";
import { computeNormalization, normalize } from "../../../engine/data/process/normalize.ts";
import type { Dataset } from "../../../engine/data/types.ts";
import type { TrainingSettings } from "../../../engine/document/types.ts";
import type { ExportInput } from "../../../engine/targets/support/types.ts";
import { buildModel } from "../../../engine/targets/tfjs/model.ts";
import { readSafetensors } from "../../../engine/targets/weights/safetensors.ts";
import { writeSafetensors } from "../../../engine/targets/weights/safetensors-write.ts";
import type { Weights } from "../../../engine/targets/weights/types.ts";
import { createRun } from "../../../engine/training/run.ts";
import { memoryStore } from "../../../engine/training/store/memory-store.ts";
import { inputShapeOf, type Sample, toNchw } from "../../targets/support/numbers.ts";
import { isSmall, type Template } from "../../targets/support/templates.ts";
import { cacheFolder, keep } from "./cache.ts";
import { type InputRange, randomInputs } from "./range.ts";

const STEPS = 40;
const FEWEST_STEPS = 4;
/** Multiply-accumulates of a training, forward and backward, as far as the fewest steps allow. */
const TRAINING_MACS = 3e11;
const LARGEST_BATCH = 64;
/** Below it batch normalisation has little to go by. */
const SMALLEST_BATCH = 4;
const IMAGES = 640;
/** Shown inputs, of images that the training does not see. */
const TEST_IMAGES = 100;
/** The test that ends an epoch is not what this is for. */
const TESTED = 10;

interface Plan {
  readonly source: string;
  readonly settings: TrainingSettings;
}

/** Forty steps of 64 images where the network is small; smaller ones, or fewer, where those would take too long. */
function planFor(template: Template): Plan {
  const { document, analysis } = template;
  const { training } = document;
  if (training.data === "builtin:edges") {
    // One image, and so one step an epoch.
    return { source: training.data, settings: { ...training, epochs: STEPS, batchSize: 1 } };
  }
  const [channels] = inputShapeOf(analysis);
  const macs = 3 * analysis.totals.macs;
  const fitting = Math.floor(TRAINING_MACS / STEPS / macs);
  const batchSize = Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, fitting));
  const steps = Math.max(FEWEST_STEPS, Math.min(STEPS, Math.floor(TRAINING_MACS / macs / batchSize)));
  const images = Math.min(IMAGES, steps * batchSize);
  const name = channels === 1 ? "glyphs" : "scenes";
  const source = `builtin:${name}?train=${images}&test=${TEST_IMAGES}`;
  const epochs = Math.ceil((steps * batchSize) / images);
  const settings = { ...training, data: source, epochs, batchSize };
  if (isSmall(template)) return { source, settings };
  // There is no time for a warm-up.
  const lr = Math.min(training.optimizer.lr, 0.01);
  return { source, settings: { ...settings, optimizer: { ...training.optimizer, lr }, clipNorm: 1 } };
}

/** The data in the size of the network, with as many classes as the network has outputs. */
async function openFor({ analysis }: Template, source: string): Promise<Dataset> {
  const [, height, width] = inputShapeOf(analysis);
  const isTask = source === "builtin:edges" || height === undefined || width === undefined;
  const opened = await openDataset(
    source,
    await createNodePorts(),
    isTask ? {} : { resize: [height, width] },
  );
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const { info } = opened.value;
  const output = analysis.expanded.nodes.find(({ kind }) => kind === "output");
  const [outputs = 0] = analysis.shapes.get(output?.path ?? "")?.output ?? [];
  if (info.classes.length === 0) return opened.value;
  const classes = Array.from({ length: outputs }, (_, i) => info.classes[i] ?? `class ${i}`);
  return { ...opened.value, info: { ...info, classes } };
}

/** What is exported of a network that was trained; the second time from the file. */
export async function trainedInput(template: Template): Promise<ExportInput> {
  const { document, analysis } = template;
  const { source, settings } = planFor(template);
  const dataset = await openFor(template, source);
  const normalization = await computeNormalization(dataset);
  const file = join(cacheFolder(template.id, "trained"), "weights.safetensors");
  if (!existsSync(file)) {
    const weights = await train({ ...document, training: settings }, template, dataset, normalization);
    keep(file, writeSafetensors(weights));
  }
  const read = readSafetensors(readFileSync(file));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return { document, analysis, weights: read.value.tensors, classes: dataset.info.classes, normalization };
}

async function train(
  document: Template["document"],
  { id, analysis }: Template,
  dataset: Dataset,
  normalization: Awaited<ReturnType<typeof computeNormalization>>,
): Promise<Weights> {
  const { training } = document;
  const { expanded, shapes } = analysis;
  const model = buildModel({ expanded, shapes, seed: training.seed });
  const test = { ...dataset.test, length: Math.min(TESTED, dataset.test.length) };
  const losses: number[] = [];
  try {
    const run = createRun({
      model,
      dataset: { ...dataset, test },
      settings: training,
      store: memoryStore(),
      normalization,
      document,
      backend: "wasm",
      engineVersion: "0",
      onEvent: (event) => {
        if (event.type === "step") losses.push(event.loss);
      },
    });
    const done = await run.start();
    if (!done.ok) throw new Error(done.problems[0]?.message);
    if (done.value.reason !== "finished") throw new Error(`${id}: not trained`, { cause: run.error });
    const [first, last] = [losses[0], losses.at(-1)];
    if (first === undefined || last === undefined || !losses.every(Number.isFinite))
      throw new Error(`${id}: the training went astray: losses ${losses.join(", ")}.`);
    console.info(
      `${id}: trained for ${losses.length} steps of ${training.batchSize}, loss ${first.toFixed(3)} to ${last.toFixed(3)}`,
    );
    return await model.readWeights();
  } finally {
    model.dispose();
  }
}

/** Images that the training did not see, normalised as it did; random inputs where there is but one image. */
export async function trainedInputs(template: Template, range: InputRange): Promise<Sample> {
  const dataset = await openFor(template, planFor(template).source);
  if (dataset.info.classes.length === 0) return randomInputs(inputShapeOf(template.analysis), range);
  const { first, end } = range;
  if (end > dataset.test.length) throw new Error(`There are ${dataset.test.length} test images, not ${end}.`);
  const [channels = 1, height = 1, width = 1] = dataset.info.shape;
  const wanted = Uint32Array.from({ length: end - first }, (_, i) => first + i);
  const { pixels, count } = await dataset.test.read(wanted);
  if (count !== end - first) throw new Error("A test image cannot be read.");
  normalize(pixels, await computeNormalization(dataset));
  return toNchw({ shape: [count, height, width, channels], data: pixels });
}
