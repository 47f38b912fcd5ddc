/** What is exported: a run with its weights, or a graph with first ones. */
import { existsSync, statSync } from "node:fs";
import type { ExportInput } from "../../engine/targets/support/types.ts";
import { runInput, untrainedInput } from "../../engine/training/export-input.ts";
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
  if (!isRun) return untrainedInput(loadGraph(place), { seed, withWeights });
  if (seed !== undefined)
    throw new UsageError("--seed draws first weights; a run has its own. Leave it out.");
  const input = await runInput(fsStore(place), withWeights);
  if (!input.ok) throw new ProblemError(input.problems);
  return input.value;
}
