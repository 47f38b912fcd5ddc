/** What an export is written from: a kept run with its weights, or a graph with first ones. */
import { createAnalyser } from "../analysis/analyse.ts";
import { graphHash } from "../document/hash.ts";
import type { GraphDocument } from "../document/types.ts";
import { weightEntries } from "../targets/support/network.ts";
import type { ExportInput, RunFacts } from "../targets/support/types.ts";
import { initialWeight } from "../targets/weights/initialise.ts";
import { readSafetensors } from "../targets/weights/safetensors.ts";
import type { WeightArray, WeightPath, Weights } from "../targets/weights/types.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { trainingMessages } from "./messages.ts";
import { readDone, readRunRecord, runFiles } from "./run-folder.ts";
import { isEpoch, readMetrics } from "./run-metrics.ts";
import type { RunRecord, RunStore } from "./types.ts";

const NONE: Weights = new Map();

/** Called now and then with a share from 0 to 1; what it rejects with ends the work. */
type Turn = (done: number) => Promise<void>;

/** First weights are drawn from `seed`, the document's own unless told; none for a graph that is not valid. */
export async function untrainedInput(
  document: GraphDocument,
  { seed = document.training.seed, withWeights, turn }: UntrainedOptions,
): Promise<ExportInput> {
  const analysis = createAnalyser().analyse(document);
  const weights = new Map<WeightPath, WeightArray>();
  const entries = withWeights && analysis.valid ? weightEntries(analysis) : [];
  for (const [index, { path, spec }] of entries.entries()) {
    weights.set(path, initialWeight(spec, path, seed));
    await turn?.((index + 1) / entries.length);
  }
  return { document, analysis, weights };
}

interface UntrainedOptions {
  readonly seed?: number | undefined;
  readonly withWeights: boolean;
  readonly turn?: Turn;
}

/** Refused where the folder is no run, or its weights are missing, unreadable or of another graph. */
export async function runInput(store: RunStore, withWeights: boolean): Promise<Result<ExportInput>> {
  const record = await readRunRecord(store);
  if (!record.ok) return record;
  const { document, data } = record.value;
  const weights = withWeights ? await readWeights(store, document) : ok(NONE);
  if (!weights.ok) return weights;
  return ok({
    document,
    analysis: createAnalyser().analyse(document),
    weights: weights.value,
    ...(data.classes.length === 0 ? {} : { classes: data.classes }),
    normalization: data.normalization,
    data: {
      source: data.source,
      fingerprint: data.fingerprint,
      ...(data.resize === undefined ? {} : { resize: data.resize }),
      ...(data.fit === undefined ? {} : { fit: data.fit }),
      files: [],
    },
    run: await factsOf(store, record.value),
  });
}

async function readWeights(store: RunStore, document: GraphDocument): Promise<Result<Weights>> {
  const place = { path: runFiles.weights };
  const bytes = await store.read(runFiles.weights);
  if (bytes === null) return fail(problem(trainingMessages, "run/no-weights", place));
  const read = readSafetensors(bytes);
  if (!read.ok) return read;
  const graph = read.value.metadata.get("graph");
  if (graph !== undefined && graph !== graphHash(document))
    return fail(problem(trainingMessages, "run/other-graph", place));
  return ok(read.value.tensors);
}

async function factsOf(store: RunStore, { startedAt, backend, seed, data }: RunRecord): Promise<RunFacts> {
  const [metrics, done] = await Promise.all([readMetrics(store), readDone(store)]);
  const epochs = metrics.filter(isEpoch).map((row) => ({
    epoch: row.epoch,
    loss: row.loss,
    trainAccuracy: row.trainAccuracy,
    testLoss: row.testLoss,
    testAccuracy: row.testAccuracy,
  }));
  const { source, fingerprint } = data;
  return { startedAt, backend, seed, source, fingerprint, ending: done?.reason ?? null, epochs };
}
