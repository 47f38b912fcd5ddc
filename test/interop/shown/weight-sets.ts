/**
 * The weights that a template is compared with: `first`, as drawn from a seed; `stirred`, as after some training (no scale
 * is one, no running mean zero); and `trained`, by the engine. LAYERLOOM_WEIGHTS=first,stirred,trained chooses among them;
 * without it the large templates, whose training takes minutes, go without the last.
 */
import { initialWeights } from "../../../engine/targets/support/network.ts";
import type { ExportInput } from "../../../engine/targets/support/types.ts";
import { inputShapeOf, type Sample, trainedWeights } from "../../targets/support/numbers.ts";
import type { Template } from "../../targets/support/templates.ts";
import { type InputRange, randomInputs } from "./range.ts";
import { trainedInput, trainedInputs } from "./trained.ts";

export type SetName = "first" | "stirred" | "trained";
export interface WeightSet {
  readonly name: SetName;
  /** A second call computes them again: large weights are not kept for nothing. */
  exported(): Promise<ExportInput>;
  /** Channels first: random ones, or images that the training did not see. */
  inputs(range: InputRange): Promise<Sample>;
}

/** Networks that are trained in seconds. */
const LARGEST_TRAINED_MACS = 1e7;

export function weightSets(template: Template): readonly WeightSet[] {
  const { document, analysis } = template;
  const random = async (range: InputRange): Promise<Sample> => randomInputs(inputShapeOf(analysis), range);
  const sets: readonly WeightSet[] = [
    {
      name: "first",
      exported: async () => ({ document, analysis, weights: initialWeights(analysis, 1) }),
      inputs: random,
    },
    {
      name: "stirred",
      exported: async () => ({ document, analysis, weights: trainedWeights(analysis, 2) }),
      inputs: random,
    },
    {
      name: "trained",
      exported: () => trainedInput(template),
      inputs: (range) => trainedInputs(template, range),
    },
  ];
  const asked = process.env.LAYERLOOM_WEIGHTS?.split(",");
  const isQuick = analysis.totals.macs <= LARGEST_TRAINED_MACS;
  return sets.filter(({ name }) => asked?.includes(name) ?? (isQuick || name !== "trained"));
}
