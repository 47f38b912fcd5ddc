import type { Command } from "commander";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { checkData } from "../../engine/training/checks.ts";
import { evaluate } from "../../engine/training/evaluation/evaluate.ts";
import type { EvaluationReport } from "../../engine/training/evaluation/tally.ts";
import { backendOption } from "../backend/options.ts";
import { count, formatTable, ProblemError, printJson, printLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { openRun } from "../run-model.ts";
import { openSource } from "../train/plan.ts";

interface EvaluateOptions {
  readonly data?: string;
  readonly backend: BackendChoice;
  readonly json?: boolean;
}

export function registerEvaluate(program: Command): void {
  program
    .command("evaluate")
    .argument("<run>", "run folder")
    .description("accuracy, per-class figures and the confusion matrix on the test part")
    .option("--data <source>", "other data than the run was trained on")
    .addOption(backendOption())
    .option("--json", "one JSON value")
    .action(evaluateRun);
}

async function evaluateRun(folder: string, options: EvaluateOptions): Promise<void> {
  const { record, model, normalization } = await openRun(folder, options.backend);
  const { resize, source } = record.data;
  const dataset = await openSource(options.data ?? source, resize);
  const { loss } = record.document.training;
  const problems = checkData(model, dataset.info, loss);
  if (problems.length > 0) throw new ProblemError(problems);
  const progress = createProgress("evaluating", dataset.test.length);
  const result = await evaluate({
    model,
    info: dataset.info,
    split: dataset.test,
    normalization,
    loss,
    onBatch: async (done) => {
      progress.update(done, "");
      return true;
    },
  });
  progress.finish();
  await dataset.close();
  if (result === null) return;
  if (options.json === true) printJson(result.report);
  else printReport(result.report, dataset.info.classes);
}

function printReport(report: EvaluationReport, classes: readonly string[]): void {
  if (report.accuracy !== null) printLine(`accuracy  ${(100 * report.accuracy).toFixed(2)} %`);
  printLine(`loss      ${report.loss.toFixed(4)}`);
  printLine(`samples   ${count(report.count)}`);
  if (report.perClass.length === 0) return;
  const figure = (value: number): string => value.toFixed(3);
  printLine();
  printLine(
    formatTable(
      ["class", "precision", "recall", "F1", "samples"],
      report.perClass.map((row) => [
        row.name,
        figure(row.precision),
        figure(row.recall),
        figure(row.f1),
        row.count,
      ]),
    ),
  );
  printLine();
  printLine("confusion: a row for each true class, a column for each answer");
  printLine(
    formatTable(
      ["", ...classes],
      report.confusion.map((row, i) => [classes[i] ?? "", ...row]),
    ),
  );
}
