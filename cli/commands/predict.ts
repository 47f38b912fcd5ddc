import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { normalize } from "../../engine/data/process/normalize.ts";
import { prepareImage } from "../../engine/data/process/prepare.ts";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { elements } from "../../engine/tensor/shape.ts";
import { type Prediction, predict } from "../../engine/training/evaluation/predict.ts";
import { backendOption } from "../backend/options.ts";
import { createNodeDecoder } from "../data/decoder.ts";
import { cliMessages } from "../messages.ts";
import { whole } from "../numbers.ts";
import { ProblemError, printJson, printLine } from "../output.ts";
import { type OpenRun, openRun } from "../run-model.ts";
import { openSource } from "../train/plan.ts";

interface PredictOptions {
  readonly data?: string;
  readonly limit: number;
  readonly backend: BackendChoice;
  readonly json?: boolean;
}
interface NamedPrediction extends Prediction {
  readonly file: string;
}

/** Images that go through the network at once. */
const CHUNK = 64;

export function registerPredict(program: Command): void {
  program
    .command("predict")
    .argument("<run>", "run folder")
    .argument("[images...]", "PNG, JPEG or WebP files")
    .description("classes with probabilities")
    .option("--data <source>", "the first test samples of this data instead of files")
    .option("--limit <n>", "how many of them", whole(1), 10)
    .addOption(backendOption())
    .option("--json", "one JSON value")
    .action(predictImages);
}

async function predictImages(
  folder: string,
  files: readonly string[],
  options: PredictOptions,
): Promise<void> {
  if (files.length === 0 && options.data === undefined) {
    throw new ProblemError([problem(cliMessages, "cli/no-images", { path: folder })]);
  }
  const run = await openRun(folder, options.backend);
  const results =
    options.data === undefined
      ? await predictFiles(run, files)
      : await predictSamples(run, options.data, options.limit);
  if (options.json === true) printJson(results);
  else for (const result of results) printLine(line(result));
}

async function predictFiles(run: OpenRun, files: readonly string[]): Promise<readonly NamedPrediction[]> {
  const decoder = await createNodeDecoder();
  const { inputShape } = run.model;
  const size = elements(inputShape);
  const results: NamedPrediction[] = [];
  for (let start = 0; start < files.length; start += CHUNK) {
    const names = files.slice(start, start + CHUNK);
    const pixels = new Float32Array(names.length * size);
    for (const [row, file] of names.entries()) {
      const decoded = await decoder.decode(await readImage(file), file);
      if (!decoded.ok) throw new ProblemError(decoded.problems);
      const bytes = prepareImage(decoded.value, inputShape, run.record.data.fit ?? "stretch");
      bytes.forEach((value, i) => {
        pixels[row * size + i] = value / 255;
      });
    }
    results.push(...(await predictRows(run, pixels, names)));
  }
  return results;
}

async function readImage(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError([problem(cliMessages, "cli/cannot-read", { path: file }, { path: file, reason })]);
  }
}

async function predictSamples(
  run: OpenRun,
  source: string,
  limit: number,
): Promise<readonly NamedPrediction[]> {
  const dataset = await openSource(source, run.record.data.resize);
  const wanted = Math.min(limit, dataset.test.length);
  const results: NamedPrediction[] = [];
  for (let start = 0; start < wanted; start += CHUNK) {
    const length = Math.min(CHUNK, wanted - start);
    const { pixels, indices } = await dataset.test.read(Array.from({ length }, (_, i) => start + i));
    results.push(
      ...(await predictRows(
        run,
        pixels,
        Array.from(indices, (index) => `test ${index}`),
      )),
    );
  }
  await dataset.close();
  return results;
}

/** `pixels` in 0..1; normalised here, as in training. */
async function predictRows(
  run: OpenRun,
  pixels: Float32Array,
  names: readonly string[],
): Promise<NamedPrediction[]> {
  normalize(pixels, run.normalization);
  const predictions = await predict({
    model: run.model,
    pixels,
    count: names.length,
    classes: run.record.data.classes,
  });
  return predictions.map((prediction, row) => ({ file: names[row] ?? "", ...prediction }));
}

function line({ file, top, probabilities }: NamedPrediction): string {
  if (top.length === 0) return `${file}  ${probabilities.map((value) => value.toPrecision(6)).join(" ")}`;
  return `${file}  ${top.map(({ name, probability }) => `${name} ${(100 * probability).toFixed(1)} %`).join("  ")}`;
}
