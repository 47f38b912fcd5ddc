import type { Command } from "commander";
import { type SummaryRow, summarise } from "../../engine/analysis/summary.ts";
import { formatShape } from "../../engine/tensor/shape.ts";
import { analyseValid, loadGraph } from "../graph.ts";
import { parseShape, withInputShape } from "../input-size.ts";
import { count, formatTable, printJson, printLine, UsageError } from "../output.ts";

interface SummaryOptions {
  readonly input?: string;
  readonly depth?: string;
  readonly json?: boolean;
}

export function registerSummary(program: Command): void {
  program
    .command("summary")
    .argument("<graph>", "document file or template id")
    .description(
      "each layer's output shape, parameters, multiply-accumulates and receptive field, and the totals",
    )
    .option("--input <CxHxW>", "another input shape")
    .option("--depth <n>", "show blocks closed below this depth (1: the top graph alone)")
    .option("--json", "one JSON value")
    .action(summary);
}

function summary(graph: string, options: SummaryOptions): void {
  const document = loadGraph(graph);
  const analysis = analyseValid(
    options.input === undefined ? document : withInputShape(document, parseShape(options.input)),
  );
  const depth = options.depth === undefined ? undefined : parseDepth(options.depth);
  const { layers, totals } = summarise(analysis, depth === undefined ? {} : { depth });
  if (options.json) {
    printJson({ layers, totals });
    return;
  }
  printLine(document.about.title);
  printLine(formatTable(["path", "kind", "output", "parameters", "MACs", "sees"], layers.map(cells)));
  printLine();
  printLine(`parameters     ${count(totals.params)}`);
  printLine(`buffers        ${count(totals.buffers)}`);
  printLine(`MACs a sample  ${count(totals.macs)}`);
  printLine(`activations    ${count(totals.activationBytes)} bytes a sample`);
}

function parseDepth(text: string): number {
  const depth = Number(text);
  if (!Number.isInteger(depth) || depth < 1)
    throw new UsageError(`“${text}” is not a depth; write a whole number from 1.`);
  return depth;
}

const cells = ({ path, kind, outputShape, params, macs, receptiveField }: SummaryRow): readonly string[] => [
  path,
  kind,
  outputShape === null ? "" : formatShape(outputShape),
  count(params),
  count(macs),
  receptiveField === null ? "" : formatShape([receptiveField].flat()),
];
