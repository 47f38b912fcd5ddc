/** A run with how well its weights do, where a backend is open and its data is at hand. */
import { openDataset } from "../../data/open.ts";
import type { Dataset } from "../../data/types.ts";
import type { ExportInput, RunFacts } from "../../targets/support/types.ts";
import type { Problem } from "../../tensor/problem.ts";
import { evaluate } from "../../training/evaluation/evaluate.ts";
import { browserPorts } from "../browser-data.ts";
import type { WorkerContext } from "../context.ts";
import { createModelSource } from "../model-source.ts";

/** The data in use where it is the run's own, or generated anew; files a person chose are not opened again. */
async function dataOf(context: WorkerContext, { data, run }: ExportInput): Promise<Dataset | null> {
  if (data === undefined || run === undefined) return null;
  if (context.dataset?.info.fingerprint === run.fingerprint) return context.dataset;
  if (!run.source.startsWith("builtin:")) return null;
  const report = (problem: Problem): void => context.emit({ type: "warning", runId: null, problem });
  const options = data.resize === undefined ? {} : { resize: data.resize };
  const opened = await openDataset(run.source, browserPorts([], { report }), options);
  return opened.ok && opened.value.info.fingerprint === run.fingerprint ? opened.value : null;
}

export async function evaluatedRun(
  context: WorkerContext,
  runId: string,
  input: ExportInput,
): Promise<{ readonly run?: RunFacts }> {
  const dataset = context.backend === null ? null : await dataOf(context, input);
  if (dataset === null || input.run === undefined) return {};
  const { info, test } = dataset;
  const result = await createModelSource(context).runModel(runId, ({ model, document, normalization }) =>
    evaluate({ model, info, split: test, normalization, loss: document.training.loss }),
  );
  if (dataset !== context.dataset) await dataset.close();
  if (!result.ok || result.value === null) return {};
  return { run: { ...input.run, evaluation: result.value.report } };
}
