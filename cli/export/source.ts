/** What is exported: a run with its weights, or a graph with first ones. */
import { existsSync, statSync } from "node:fs";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { runInput, untrainedInput } from "../../engine/training/export-input.ts";
import { loadGraph } from "../graph.ts";
import { note, ProblemError, UsageError } from "../output.ts";
import { fsStore } from "../run-store/fs-store.ts";
import { besideGraph, startWeights, weightsBeside } from "../weights.ts";

/** `withWeights` is false for formats that hold none. A `seed` is for graphs alone: a run has weights of its own. */
export async function loadSource(
  place: string,
  seed: number | undefined,
  withWeights: boolean,
  weights?: string,
): Promise<ExportInput> {
  const isRun = existsSync(place) && statSync(place).isDirectory();
  if (!isRun) return graphInput(place, seed, withWeights, weights);
  if (weights !== undefined)
    throw new UsageError("--weights is for graphs; a run has its own. Leave it out.");
  if (seed !== undefined)
    throw new UsageError("--seed draws first weights; a run has its own. Leave it out.");
  const input = await runInput(fsStore(place), withWeights);
  if (!input.ok) throw new ProblemError(input.problems);
  return input.value;
}

/** With the weights that were named, or that lie beside the document, or first ones. A seed asks for first ones. */
async function graphInput(
  place: string,
  seed: number | undefined,
  withWeights: boolean,
  weights: string | undefined,
): Promise<ExportInput> {
  const document = loadGraph(place);
  if (!withWeights || seed !== undefined) return untrainedInput(document, { seed, withWeights });
  const input = await untrainedInput(document, { seed, withWeights: false });
  if (weights !== undefined)
    return { ...input, weights: startWeights(weights, input.analysis, document.training.seed) };
  const beside = weightsBeside(place, document);
  if (beside === null) return untrainedInput(document, { seed, withWeights });
  note(`with the weights of ${besideGraph(place)}`);
  return { ...input, weights: beside };
}
