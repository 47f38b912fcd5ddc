import type { Command } from "commander";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import { formatShape, type Shape } from "../../engine/tensor/shape.ts";
import { loadGraph, templateIds } from "../graph.ts";
import { count, formatTable, printJson, printLine } from "../output.ts";

interface TemplateRow {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly input: Shape;
  readonly params: number;
}

function describe(id: string): TemplateRow {
  const document = loadGraph(id);
  const analysis = createAnalyser().analyse(document);
  const input = analysis.expanded.nodes.find((node) => node.kind === "input");
  return {
    id,
    title: document.about.title,
    year: document.about.year ?? null,
    input: (input && analysis.shapes.get(input.path)?.output) ?? [],
    params: analysis.totals.params,
  };
}

export function registerTemplates(program: Command): void {
  program
    .command("templates")
    .description("ids, titles, input shapes and parameter counts of the built-in models")
    .option("--json", "one JSON value")
    .action((options: { json?: boolean }) => {
      const rows = templateIds().map(describe);
      if (options.json) {
        printJson(rows);
        return;
      }
      printLine(
        formatTable(
          ["id", "title", "year", "input", "parameters"],
          rows.map((row) => [row.id, row.title, row.year ?? "", formatShape(row.input), count(row.params)]),
        ),
      );
    });
}
