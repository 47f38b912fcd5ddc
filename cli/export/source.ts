/** What is exported: a run with its weights, or a graph with first ones. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { graphHash } from "../../engine/document/hash.ts";
import { initialWeights } from "../../engine/targets/support/network.ts";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { readSafetensors } from "../../engine/targets/weights/safetensors.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { trainingMessages } from "../../engine/training/messages.ts";
import { readRunRecord, runFiles } from "../../engine/training/run-folder.ts";
import { loadGraph } from "../graph.ts";
import { ProblemError, UsageError } from "../output.ts";
import { fsStore } from "../run-store/fs-store.ts";

/** `withWeights` is false for formats that hold none. A `seed` is for graphs alone: a run has weights of its own. */
export async function loadSource(
  place: string,
  seed: number | undefined,
  withWeights: boolean,
): Promise<ExportInput> {
  const isRun = existsSync(place) && statSync(place).isDirectory();
  if (isRun && seed !== undefined)
    throw new UsageError("--seed draws first weights; a run has its own. Leave it out.");
  return isRun ? loadRun(place, withWeights) : untrained(place, seed, withWeights);
}

function untrained(graph: string, seed: number | undefined, withWeights: boolean): ExportInput {
  const document = loadGraph(graph);
  const analysis = createAnalyser().analyse(document);
  const drawn = withWeights && analysis.valid;
  const weights = drawn ? initialWeights(analysis, seed ?? document.training.seed) : new Map();
  return { document, analysis, weights };
}

async function loadRun(folder: string, withWeights: boolean): Promise<ExportInput> {
  const record = await readRunRecord(fsStore(folder));
  if (!record.ok) throw new ProblemError(record.problems);
  const { document, data } = record.value;
  const { normalization } = data;
  return {
    document,
    analysis: createAnalyser().analyse(document),
    weights: withWeights ? readWeights(folder, graphHash(document)) : new Map(),
    ...(data.classes.length === 0 ? {} : { classes: data.classes }),
    normalization,
    data: {
      source: data.source,
      fingerprint: data.fingerprint,
      ...(data.resize === undefined ? {} : { resize: data.resize }),
      ...(data.fit === undefined ? {} : { fit: data.fit }),
      files: [],
    },
  };
}

function readWeights(folder: string, hash: string): ExportInput["weights"] {
  const place = { path: runFiles.weights };
  const file = join(folder, runFiles.weights);
  if (!existsSync(file)) throw new ProblemError([problem(trainingMessages, "run/no-weights", place)]);
  const read = readSafetensors(readFileSync(file));
  if (!read.ok) throw new ProblemError(read.problems);
  const graph = read.value.metadata.get("graph");
  if (graph !== undefined && graph !== hash)
    throw new ProblemError([problem(trainingMessages, "run/other-graph", place)]);
  return read.value.tensors;
}
