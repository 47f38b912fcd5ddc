/** What a template's card shows, worked out when the program is built so that the first screen need not load all models. */
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { ExpandedNode, Path } from "../../engine/blocks/types.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import type { Family } from "../../engine/layers/spec.ts";
import { type Shape, sameShape } from "../../engine/tensor/shape.ts";

/** One tensor on the way through the network, in the colour of the layer that made it. */
export interface Stage {
  readonly family: Family;
  readonly shape: Shape;
}
export interface TemplateCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly year: number | null;
  readonly input: Shape;
  readonly params: number;
  readonly macs: number;
  /** From input to output along the longest path, thinned out. */
  readonly stages: readonly Stage[];
}

const MOST_STAGES = 7;

export function describeTemplate(id: string, document: GraphDocument): TemplateCard {
  const analysis = createAnalyser().analyse(document);
  const first = analysis.problems.find(({ severity }) => severity === "error");
  if (first !== undefined) throw new Error(`Template ${id}: ${first.path}: ${first.message}`);
  const { title, summary, year = null } = document.about;
  const input = analysis.expanded.nodes.find((node) => node.kind === "input");
  return {
    id,
    title,
    summary,
    year,
    input: (input && analysis.shapes.get(input.path)?.output) ?? [],
    params: analysis.totals.params,
    macs: analysis.totals.macs,
    stages: thinned(stagesOf(analysis)),
  };
}

function stagesOf(analysis: Analysis): readonly Stage[] {
  const stages: Stage[] = [];
  for (const node of longestPath(analysis.expanded.nodes)) {
    const shape = analysis.shapes.get(node.path)?.output;
    if (shape === undefined) continue;
    const before = stages.at(-1);
    if (before === undefined || !sameShape(before.shape, shape)) {
      stages.push({ family: layerSpec(node.kind).family, shape });
    }
  }
  return stages;
}

function longestPath(nodes: readonly ExpandedNode[]): readonly ExpandedNode[] {
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const depth = new Map<Path, number>();
  const deepest = (paths: readonly Path[]): Path | undefined =>
    paths.reduce<Path | undefined>(
      (best, path) => (best === undefined || (depth.get(path) ?? 0) > (depth.get(best) ?? 0) ? path : best),
      undefined,
    );
  // Topological order: everything a node reads has its depth already.
  for (const node of nodes) {
    const before = deepest(node.inputs.map((wire) => wire.from));
    depth.set(node.path, before === undefined ? 0 : (depth.get(before) ?? 0) + 1);
  }
  const path: ExpandedNode[] = [];
  let at = byPath.get(deepest(nodes.map((node) => node.path)) ?? "");
  while (at !== undefined) {
    path.unshift(at);
    at = byPath.get(deepest(at.inputs.map((wire) => wire.from)) ?? "");
  }
  return path;
}

/** First and last stay, the rest is taken at even distances. */
function thinned(stages: readonly Stage[]): readonly Stage[] {
  if (stages.length <= MOST_STAGES) return stages;
  const step = (stages.length - 1) / (MOST_STAGES - 1);
  return Array.from({ length: MOST_STAGES }, (_, index) => stages[Math.round(index * step)]).filter(
    (stage) => stage !== undefined,
  );
}
