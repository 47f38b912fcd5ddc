/** Weights of a kept run as the start of another: by name, as far as they fit. */
import type { Analysis } from "../analysis/types.ts";
import { importProblem } from "../import/fault.ts";
import { importWeights } from "../import/weights/read.ts";
import type { Model } from "../targets/tfjs/types.ts";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { trainingMessages } from "../training/messages.ts";
import { runFiles } from "../training/run-folder.ts";
import type { WorkerContext } from "./context.ts";

/** Tells by a warning what starts fresh, as a new last layer does. */
export async function startFrom(
  context: WorkerContext,
  runId: string,
  analysis: Analysis,
  model: Model,
): Promise<Result<null>> {
  const bytes = await context.store(runId).read(runFiles.weights);
  if (bytes === null) return fail(problem(trainingMessages, "run/no-weights", { path: runFiles.weights }));
  const match = importWeights(analysis, { name: runFiles.weights, bytes });
  if (!match.ok) return match;
  model.writeWeights(match.value.weights);
  const { matched, missing, mismatched } = match.value.report;
  const fresh = [...missing, ...mismatched.map(({ path }) => path)];
  if (fresh.length > 0) {
    const values = { taken: matched.length, fresh: fresh.length, first: fresh[0] ?? "" };
    context.emit({
      type: "warning",
      runId: null,
      problem: importProblem("import/some-fresh", fresh[0] ?? "", values, "warning"),
    });
  }
  return ok(null);
}
