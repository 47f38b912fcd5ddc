/** A run with how well its weights do, where its data can still be opened. */
import type { RunFacts } from "../../engine/targets/support/types.ts";
import { evaluate } from "../../engine/training/evaluation/evaluate.ts";
import { formatProblem, note, ProblemError } from "../output.ts";
import { openRun } from "../run-model.ts";
import { openSource } from "../train/plan.ts";

/** Nothing, with the reason on standard error, where the data is gone or another. */
export async function evaluatedRun(folder: string, run: RunFacts): Promise<{ readonly run?: RunFacts }> {
  const { record, model, normalization } = await openRun(folder, "auto");
  try {
    const dataset = await openSource(run.source, record.data.resize);
    const { info, test } = dataset;
    if (info.fingerprint !== run.fingerprint) {
      note(`${run.source} is no longer the data of this run: the card tells no results.`);
      return {};
    }
    const { loss } = record.document.training;
    const result = await evaluate({ model, info, split: test, normalization, loss });
    await dataset.close();
    return result === null ? {} : { run: { ...run, evaluation: result.report } };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    for (const problem of error.problems) note(formatProblem(problem));
    note("The data cannot be opened: the card tells no results.");
    return {};
  } finally {
    model.dispose();
  }
}
