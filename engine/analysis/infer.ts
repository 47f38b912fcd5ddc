/** The shape of every layer, from the input on. Synchronous, total, and the same in the window and in the worker. */
import type { Expanded, ExpandedNode, Path } from "../blocks/types.ts";
import { layerSpec } from "../layers/index.ts";
import { layerMessages } from "../layers/messages.ts";
import type { ShapeIssue } from "../layers/spec.ts";
import { type Problem, problem } from "../tensor/problem.ts";
import type { Shape } from "../tensor/shape.ts";
import type { NodeShapes } from "./types.ts";

/** A layer that refuses its inputs, whose shapes are all known. */
export interface Refusal {
  readonly node: ExpandedNode;
  readonly inputs: readonly Shape[];
  readonly issue: ShapeIssue;
}
export type Verdict =
  | { readonly ok: true; readonly shapes: NodeShapes }
  | { readonly ok: false; readonly issue: ShapeIssue };
/** Judges one layer. */
export type Judge = (node: ExpandedNode, inputs: readonly Shape[]) => Verdict;

export interface Inference {
  /** Layers that are refused, broken, or downstream of such a layer are absent. */
  readonly shapes: ReadonlyMap<Path, NodeShapes>;
  readonly refusals: readonly Refusal[];
  /** One for each refusal, without fixes: those need the document. */
  readonly problems: readonly Problem[];
}

export const judgeLayer: Judge = (node, inputs) => {
  const result = layerSpec(node.kind).infer(node.params, inputs);
  return result.ok ? { ok: true, shapes: { inputs, output: result.shape } } : result;
};

/** Shapes of all layers of a graph that expanded; `judge` may be one that remembers. */
export function infer(expanded: Expanded, judge: Judge = judgeLayer): Inference {
  const shapes = new Map<Path, NodeShapes>();
  const refusals: Refusal[] = [];
  for (const node of expanded.nodes) {
    if (expanded.broken.has(node.path)) continue;
    const inputs = inputShapes(node, shapes);
    if (inputs === null) continue;
    const verdict = judge(node, inputs);
    if (verdict.ok) shapes.set(node.path, verdict.shapes);
    else refusals.push({ node, inputs, issue: verdict.issue });
  }
  return { shapes, refusals, problems: refusals.map(refusalProblem) };
}

/** `null` where a wire comes from a layer without a shape. */
function inputShapes(
  { inputs }: ExpandedNode,
  shapes: ReadonlyMap<Path, NodeShapes>,
): readonly Shape[] | null {
  const found: Shape[] = [];
  for (const wire of inputs) {
    const source = shapes.get(wire.from);
    if (source === undefined) return null;
    found.push(source.output);
  }
  return found;
}

const refusalProblem = ({ node, issue }: Refusal): Problem =>
  problem(
    layerMessages,
    issue.code,
    { path: node.path, ...(issue.port === undefined ? {} : { port: issue.port }) },
    issue.values,
  );
