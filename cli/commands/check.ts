import type { Command } from "commander";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { loadGraph } from "../graph.ts";
import { parseShape, withInputShape } from "../input-size.ts";
import { EXIT, printJson, printProblems } from "../output.ts";

export function registerCheck(program: Command): void {
  program
    .command("check")
    .argument("<graph>", "document file or template id")
    .description("problems with their fixes, or nothing")
    .option("--input <CxHxW>", "another input shape")
    .option("--json", "one JSON value")
    .action((graph: string, options: { input?: string; json?: boolean }) => {
      const document = loadGraph(graph);
      const { problems, valid } = createAnalyser().analyse(
        options.input === undefined ? document : withInputShape(document, parseShape(options.input)),
      );
      if (options.json) printJson({ problems });
      else printProblems(problems, false);
      if (!valid) process.exitCode = EXIT.problem;
    });
}
