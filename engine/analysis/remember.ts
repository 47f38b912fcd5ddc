/** Results that survive from one edit to the next: a layer with the same parameters and input shapes is not judged again. */
import type { ExpandedNode, Path } from "../blocks/types.ts";
import type { ResolvedParams } from "../layers/param.ts";
import { type Shape, sameShape } from "../tensor/shape.ts";
import { costOf } from "./cost.ts";
import { type Judge, judgeLayer, type Verdict } from "./infer.ts";
import type { NodeCost, NodeShapes } from "./types.ts";

interface Entry {
  readonly node: ExpandedNode;
  readonly inputs: readonly Shape[];
  readonly verdict: Verdict;
}

export interface Memory {
  /** A judge that answers from memory where it can; what is the same keeps its identity. */
  readonly judge: Judge;
  readonly cost: (node: ExpandedNode, shapes: NodeShapes) => NodeCost;
  /** Forgets what was not asked for since the last call, so that memory stays in step with the document. */
  readonly turn: () => void;
}

export function createMemory(): Memory {
  let before = new Map<Path, Entry>();
  let now = new Map<Path, Entry>();
  const known = new WeakMap<NodeShapes, NodeCost>();
  return {
    judge(node, inputs) {
      const old = now.get(node.path) ?? before.get(node.path);
      const same = old !== undefined && sameLayer(old.node, node) && sameShapes(old.inputs, inputs);
      const entry = same ? old : { node, inputs, verdict: judgeLayer(node, inputs) };
      now.set(node.path, entry);
      return entry.verdict;
    },
    cost(node, shapes) {
      const old = known.get(shapes);
      if (old !== undefined) return old;
      const cost = costOf(node, shapes);
      known.set(shapes, cost);
      return cost;
    },
    turn() {
      before = now;
      now = new Map();
    },
  };
}

const sameLayer = (a: ExpandedNode, b: ExpandedNode): boolean =>
  a === b || (a.kind === b.kind && sameParams(a.params, b.params));

/** Both are of one kind, so they have the same names. */
function sameParams(a: ResolvedParams, b: ResolvedParams): boolean {
  if (a === b) return true;
  for (const name in a) {
    const [x, y] = [a[name], b[name]];
    if (x === y) continue;
    if (!Array.isArray(x) || !Array.isArray(y) || !sameShape(x, y)) return false;
  }
  return true;
}

const sameShapes = (a: readonly Shape[], b: readonly Shape[]): boolean =>
  a.length === b.length && a.every((shape, slot) => shape === b[slot] || sameShape(shape, b[slot] ?? []));
