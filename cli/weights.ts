/** Weights that lie beside a document: a safetensors file of the same name that belongs to its graph. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Analysis } from "../engine/analysis/types.ts";
import { graphHash } from "../engine/document/hash.ts";
import type { GraphDocument } from "../engine/document/types.ts";
import { completed, importWeights } from "../engine/import/weights/read.ts";
import { readSafetensors } from "../engine/targets/weights/safetensors.ts";
import type { Weights } from "../engine/targets/weights/types.ts";
import { problem } from "../engine/tensor/problem.ts";
import { runFiles } from "../engine/training/run-folder.ts";
import { cliMessages } from "./messages.ts";
import { note, ProblemError } from "./output.ts";

export const besideGraph = (graph: string): string => `${graph.replace(/\.[^./\\]+$/, "")}.safetensors`;

/** The bytes of a file; refused with the system's reason. */
export function readWhole(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new ProblemError([
      problem(cliMessages, "cli/cannot-read", { path }, { path, reason: error.message }),
    ]);
  }
}

/** `null` where there are none, or they belong to another graph. */
export function weightsBeside(graph: string, document: GraphDocument): Weights | null {
  const file = besideGraph(graph);
  if (file === graph || !existsSync(graph) || !existsSync(file)) return null;
  const read = readSafetensors(readWhole(file));
  if (!read.ok) throw new ProblemError(read.problems);
  return read.value.metadata.get("graph") === graphHash(document) ? read.value.tensors : null;
}

/** Weights of a file or a run folder onto a graph, whole; what is not in the file is drawn from the seed. */
export function startWeights(place: string, analysis: Analysis, seed: number): Weights {
  const isRun = existsSync(place) && statSync(place).isDirectory();
  const file = isRun ? join(place, runFiles.weights) : place;
  const match = importWeights(analysis, { name: file.replace(/^.*[/\\]/, ""), bytes: readWhole(file) });
  if (!match.ok) throw new ProblemError(match.problems);
  const { matched, missing, mismatched } = match.value.report;
  const fresh = [...missing, ...mismatched.map(({ path }) => path)];
  note(
    `weights of ${file}: ${matched.length} taken${fresh.length === 0 ? "" : `, ${fresh.length} drawn anew (${fresh.slice(0, 4).join(", ")}${fresh.length > 4 ? ", …" : ""})`}`,
  );
  return completed(analysis, match.value.weights, seed);
}
