/** Batch norm needs more than one value for each channel. */
import { type Problem, problem } from "../../tensor/problem.ts";
import { formatShape } from "../../tensor/shape.ts";
import { type Findings, locate, whereabouts } from "../findings.ts";
import { replaceLayer, setBatchSize } from "../fixes/calls.ts";
import { analysisFix } from "../fixes/labels.ts";
import { analysisMessages } from "../messages.ts";

const USUAL_BATCH = 32;

export function normalisationProblems({ document, expanded, shapes }: Findings): readonly Problem[] {
  if (document.training.batchSize !== 1) return [];
  return expanded.nodes.flatMap((node) => {
    const shape = shapes.get(node.path)?.output;
    if (node.kind !== "batchNorm" || shape === undefined || shape.slice(1).some((size) => size > 1))
      return [];
    const here = locate(document, node.origin);
    if (here === undefined) return [];
    const values = {
      name: here.node.name,
      shape: formatShape(shape),
      ...whereabouts(node.origin, here.scope),
    };
    const fixes = [
      analysisFix("set-batch-size", { size: USUAL_BATCH }, [setBatchSize(USUAL_BATCH)]),
      analysisFix("replace-norm", {}, [replaceLayer(here.scope, here.node.id, "layerNorm", {})]),
    ];
    const place = { path: node.path, severity: "warning", fixes } as const;
    return [problem(analysisMessages, "batch-norm-single", place, values)];
  });
}
