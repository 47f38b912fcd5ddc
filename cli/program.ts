/** The command line as a value: every command with its options and help, ready to parse. */
import { Command } from "commander";
import { registerBench } from "./commands/bench.ts";
import { registerCheck } from "./commands/check.ts";
import { registerDownload } from "./commands/download.ts";
import { registerEvaluate } from "./commands/evaluate.ts";
import { registerExport } from "./commands/export.ts";
import { registerImport } from "./commands/import.ts";
import { registerPredict } from "./commands/predict.ts";
import { registerSelftest } from "./commands/selftest.ts";
import { registerServe } from "./commands/serve.ts";
import { registerSummary } from "./commands/summary.ts";
import { registerTemplates } from "./commands/templates.ts";
import { registerTrain } from "./commands/train.ts";
import { ENGINE_VERSION } from "./version.ts";

export function createProgram(): Command {
  const program = new Command("layerloom")
    .description(
      "Describe, train and take away convolutional networks. GRAPH is a document file or a template's id.",
    )
    .version(ENGINE_VERSION)
    .showHelpAfterError("(add --help to see how it is used)")
    .exitOverride();
  registerTemplates(program);
  registerSummary(program);
  registerCheck(program);
  registerTrain(program);
  registerEvaluate(program);
  registerPredict(program);
  registerExport(program);
  registerImport(program);
  registerDownload(program);
  registerServe(program);
  registerSelftest(program);
  registerBench(program);
  return program;
}
