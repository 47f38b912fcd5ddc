import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { graphHash } from "../../engine/document/hash.ts";
import type { ImportReport } from "../../engine/document/import-report.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { shardNames } from "../../engine/import/layers-model/shards.ts";
import { type ForeignFile, importNetwork } from "../../engine/import/open.ts";
import { recognise } from "../../engine/import/recognise.ts";
import type { WeightReport } from "../../engine/import/weights/match.ts";
import { completed, importWeights } from "../../engine/import/weights/read.ts";
import { batchCounters, writeSafetensors } from "../../engine/targets/weights/safetensors-write.ts";
import type { Weights } from "../../engine/targets/weights/types.ts";
import { problem } from "../../engine/tensor/problem.ts";
import { loadGraph } from "../graph.ts";
import { cliMessages } from "../messages.ts";
import {
  count,
  formatProblem,
  formatTable,
  note,
  ProblemError,
  printJson,
  printLine,
  UsageError,
} from "../output.ts";
import { besideGraph, readWhole } from "../weights.ts";

interface ImportOptions {
  readonly out: string;
  readonly onto?: string;
  readonly weightsOut?: string;
  readonly json?: boolean;
}

export function registerImport(program: Command): void {
  program
    .command("import")
    .argument("<file>", "ONNX file, Keras .keras file, tfjs model.json, or safetensors weights")
    .description("a network of another tool as a document, or weights onto a graph (--onto)")
    .requiredOption("--out <file>", "the document to write")
    .option("--onto <graph>", "for weights: the document or template that they belong to")
    .option("--weights-out <file>", "where the weights go (otherwise beside the document)")
    .option("--json", "one JSON value")
    .action(importFile);
}

async function importFile(path: string, options: ImportOptions): Promise<void> {
  const file: ForeignFile = { name: basename(path), bytes: readWhole(path) };
  const found = recognise(file.name, file.bytes);
  if (!found.ok) throw new ProblemError([found.problem]);
  if (found.kind === "safetensors") return importOnto(file, options);
  if (options.onto !== undefined)
    throw new UsageError("--onto is for weights; this file has a network of its own.");
  const shards = found.kind === "layers-model" ? shardsOf(path, file) : [];
  const imported = await importNetwork(file, shards);
  if (!imported.ok) throw new ProblemError(imported.problems);
  const { document, weights, classes, report } = imported.value;
  const analysis = createAnalyser().analyse(document);
  const written = write(options, document, weights, classes);
  if (options.json === true)
    printJson({
      ...written,
      params: analysis.totals.params,
      buffers: analysis.totals.buffers,
      valid: analysis.valid,
      report,
    });
  else describe(report, analysis, written);
}

/** The shards lie beside `model.json`. */
function shardsOf(path: string, file: ForeignFile): readonly ForeignFile[] {
  const names = shardNames(file.bytes);
  if (!names.ok) throw new ProblemError(names.problems);
  return names.value.map((name) => ({ name, bytes: readWhole(join(dirname(path), name)) }));
}

function importOnto(file: ForeignFile, options: ImportOptions): void {
  if (options.onto === undefined) throw new UsageError("Weights need a graph: add --onto GRAPH.");
  const document = loadGraph(options.onto);
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid)
    throw new ProblemError(analysis.problems.filter(({ severity }) => severity === "error"));
  const match = importWeights(analysis, file);
  if (!match.ok) throw new ProblemError(match.problems);
  const written = write(options, document, completed(analysis, match.value.weights, document.training.seed));
  const { report } = match.value;
  if (options.json === true) printJson({ ...written, params: analysis.totals.params, report });
  else describeWeights(report, written);
}

interface Written {
  readonly document: string;
  readonly weights: string;
}

function write(
  options: ImportOptions,
  document: GraphDocument,
  weights: Weights,
  classes?: readonly string[],
): Written {
  const beside = options.weightsOut ?? besideGraph(options.out);
  if (beside === options.out) throw new UsageError("The document and its weights need two names.");
  const metadata = {
    graph: graphHash(document),
    ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }),
  };
  const put = (path: string, content: string | Uint8Array): void => {
    try {
      writeFileSync(path, content);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      throw new ProblemError([
        problem(cliMessages, "cli/cannot-write", { path }, { path, reason: error.message }),
      ]);
    }
  };
  put(beside, writeSafetensors(weights, { metadata, counters: batchCounters(weights) }));
  put(options.out, serializeDocument(document));
  return { document: options.out, weights: beside };
}

function describe(report: ImportReport, { totals }: Analysis, written: Written): void {
  printLine(`${written.document}  ${report.became.length} layers, ${count(totals.params)} parameters`);
  printLine(`${written.weights}  their weights`);
  for (const { title, paths } of report.folded) printLine(`block “${title}”: ${paths.join(", ")}`);
  if (report.quarantined.length > 0) {
    printLine(`${report.quarantined.length} kept without a layer of their own:`);
    printLine(
      formatTable(
        ["path", "was", "why"],
        report.quarantined.map(({ path, from, reason }) => [path, from, reason]),
      ),
    );
  }
  for (const found of report.notes) note(formatProblem(found));
}

function describeWeights(report: WeightReport, written: Written): void {
  printLine(`${report.matched.length} tensors taken, names ${report.naming}: ${written.weights}`);
  const fresh = report.mismatched.map(
    ({ path, has, needs }) => `${path} (${has} in the file, ${needs} here)`,
  );
  if (fresh.length > 0) printLine(`of another shape, drawn anew: ${fresh.join(", ")}`);
  if (report.missing.length > 0) printLine(`not in the file, drawn anew: ${report.missing.join(", ")}`);
  if (report.unused.length > 0) printLine(`in the file, not in the graph: ${report.unused.join(", ")}`);
}
