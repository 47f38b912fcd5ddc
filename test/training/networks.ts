/** Networks for the tests of training. */
import { readFileSync } from "node:fs";
import { createAnalyser } from "../../engine/analysis/analyse.ts";
import type { Analysis } from "../../engine/analysis/types.ts";
import { createDocument } from "../../engine/document/create.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import type { GraphDocument, GraphNode } from "../../engine/document/types.ts";
import type { LayerKind } from "../../engine/layers/index.ts";
import type { ParamValue } from "../../engine/layers/param.ts";
import { buildModel } from "../../engine/targets/tfjs/model.ts";
import type { Model } from "../../engine/targets/tfjs/types.ts";

type Layer = readonly [name: string, kind: LayerKind, params?: Readonly<Record<string, ParamValue>>];

/** Layers in a row, between an input of `[C, H, W]` and the output. */
export function chain(input: readonly [number, number, number], layers: readonly Layer[]): GraphDocument {
  const [channels, height, width] = input;
  const all: readonly Layer[] = [
    ["input", "input", { channels, height, width }],
    ...layers,
    ["output", "output"],
  ];
  const nodes: GraphNode[] = all.map(([name, kind, params = {}], i) => ({
    id: `n${i}`,
    name,
    type: "layer",
    kind,
    params,
  }));
  const edges = all.slice(1).map((_, i) => ({
    id: `e${i}`,
    from: `n${i}`,
    fromPort: "out",
    to: `n${i + 1}`,
    toPort: "in",
    slot: 0,
  }));
  const base = createDocument({ title: "chain", summary: "" });
  return { ...base, graph: { nodes, edges } };
}

export function template(id: string): GraphDocument {
  const parsed = parseDocument(readFileSync(new URL(`../../templates/models/${id}.json`, import.meta.url)));
  if (!parsed.ok) throw new Error(parsed.problems.map((found) => found.message).join("\n"));
  return parsed.value;
}

export function analyse(document: GraphDocument): Analysis {
  const analysis = createAnalyser().analyse(document);
  if (!analysis.valid) throw new Error(analysis.problems.map((found) => found.message).join("\n"));
  return analysis;
}

export function build(document: GraphDocument, seed = 1): Model {
  const { expanded, shapes } = analyse(document);
  return buildModel({ expanded, shapes, seed });
}
