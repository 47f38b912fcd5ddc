/** Templates as every export meets them: small ones with a hundred inputs, large ones with as many as time allows. */
import { loadGraph, templateIds } from "../../../cli/graph.ts";
import type { Analysis } from "../../../engine/analysis/types.ts";
import type { GraphDocument } from "../../../engine/document/types.ts";
import { initialWeights } from "../../../engine/targets/support/network.ts";
import type { ExportFile, ExportInput, Target } from "../../../engine/targets/support/types.ts";
import { analysed } from "./cases.ts";
import { inputShapeOf, randomInput, type Sample, trainedWeights } from "./numbers.ts";

export interface Template {
  readonly id: string;
  readonly document: GraphDocument;
  readonly analysis: Analysis;
}
const SMALL_MACS = 5e7;

export const templates = (): readonly Template[] =>
  templateIds().map((id) => {
    const document = loadGraph(id);
    return { id, document, analysis: analysed(document) };
  });
export const isSmall = ({ analysis }: Template): boolean => analysis.totals.macs <= SMALL_MACS;

/** First weights, and weights as after training. */
export const weightSets = ({ document, analysis }: Template): readonly ExportInput[] => [
  { document, analysis, weights: initialWeights(analysis, 1) },
  { document, analysis, weights: trainedWeights(analysis, 2) },
];

/** About two billion multiply-accumulates, at most 100 inputs. */
export function inputsFor({ analysis }: Template): Sample {
  const batch = Math.max(1, Math.min(100, Math.floor(2e9 / Math.max(1, analysis.totals.macs))));
  return randomInput(inputShapeOf(analysis), batch, 13);
}

/** The files, or what the target says it lacks. */
export async function exported(target: Target, input: ExportInput): Promise<readonly ExportFile[] | null> {
  const problems = target.check(input.analysis);
  const result = await target.write(input);
  if (result.ok) {
    if (problems.length > 0) throw new Error("Written, though the check named problems.");
    return result.value;
  }
  if (problems.length === 0) throw new Error(`Refused without warning: ${result.problems[0]?.message}`);
  return null;
}
