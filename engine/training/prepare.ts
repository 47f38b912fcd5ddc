/** From a document and a data set to a model that can be trained or asked; the same way for the app and the command line. */
import { createAnalyser } from "../analysis/analyse.ts";
import type { Analysis } from "../analysis/types.ts";
import { computeNormalization } from "../data/process/normalize.ts";
import type { Dataset, Normalization } from "../data/types.ts";
import { graphHash } from "../document/hash.ts";
import type { GraphDocument } from "../document/types.ts";
import { checkDeviceLimits } from "../targets/tfjs/backend/limits.ts";
import type { OpenBackend } from "../targets/tfjs/backend/types.ts";
import { buildModel } from "../targets/tfjs/model.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { readSafetensors } from "../targets/weights/safetensors.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { checkData } from "./checks.ts";
import { trainingMessages } from "./messages.ts";
import { runFiles } from "./run-folder.ts";
import type { RunStore } from "./types.ts";

type Backend = Pick<OpenBackend, "name" | "description" | "limits">;

export interface PreparedModel {
  readonly analysis: Analysis;
  /** The caller disposes of it. */
  readonly model: Model;
}
export interface PreparedRun extends PreparedModel {
  readonly normalization: Normalization;
}

/** Analyses the document, holds it against the device's limits and builds its model on the current backend. */
export function prepareModel(
  document: GraphDocument,
  backend: Backend,
  batchSize: number,
  seed: number,
): Result<PreparedModel> {
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid) return fail(...analysis.problems);
  const { expanded, shapes } = analysis;
  const limits = checkDeviceLimits(backend, expanded, shapes, batchSize);
  if (limits.length > 0) return fail(...limits);
  return ok({ analysis, model: buildModel({ expanded, shapes, seed }) });
}

/** The same, with the data held against the network and its normalisation computed. */
export async function prepareRun(
  document: GraphDocument,
  dataset: Dataset,
  backend: Backend,
): Promise<Result<PreparedRun>> {
  const { batchSize, seed, loss } = document.training;
  const prepared = prepareModel(document, backend, batchSize, seed);
  if (!prepared.ok) return prepared;
  const problems = checkData(prepared.value.model, dataset.info, loss);
  if (problems.length > 0) {
    prepared.value.model.dispose();
    return fail(...problems);
  }
  return ok({ ...prepared.value, normalization: await computeNormalization(dataset) });
}

/** Puts a run's stored weights into the model of its document; refused where they are of another graph or incomplete. */
export async function loadRunWeights(
  store: RunStore,
  document: GraphDocument,
  model: Model,
): Promise<Result<null>> {
  const bytes = await store.read(runFiles.weights);
  const place = { path: runFiles.weights };
  if (bytes === null) return fail(problem(trainingMessages, "run/no-weights", place));
  const file = readSafetensors(bytes);
  if (!file.ok) return file;
  const graph = file.value.metadata.get("graph");
  if (graph !== undefined && graph !== graphHash(document)) {
    return fail(problem(trainingMessages, "run/other-graph", place));
  }
  const { missing, mismatched } = model.writeWeights(file.value.tensors);
  if (missing.length + mismatched.length === 0) return ok(null);
  const values = {
    missing: missing.length,
    mismatched: mismatched.length,
    first: [...missing, ...mismatched][0] ?? "",
  };
  return fail(problem(trainingMessages, "run/weights-differ", place, values));
}
