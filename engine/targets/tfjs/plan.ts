/** What to run, in which order, and when a value is no longer needed: worked out once for a graph. */
import type { Expanded, ExpandedNode, Path } from "../../blocks/types.ts";

export interface Plan {
  readonly nodes: readonly ExpandedNode[];
  readonly input: ExpandedNode;
  readonly output: ExpandedNode;
  /** Node whose value is the logits: what the output reads, or what the softmax in front of it reads. */
  readonly logits: Path;
  readonly endsInSoftmax: boolean;
  /** Nodes that the logits depend on, themselves included. */
  readonly needed: ReadonlySet<Path>;
}

function theOnly(expanded: Expanded, kind: "input" | "output"): ExpandedNode {
  const [node, ...more] = expanded.nodes.filter((candidate) => candidate.kind === kind);
  if (node === undefined || more.length > 0) throw new Error(`A model needs exactly one ${kind}.`);
  return node;
}

function sourceOf(node: ExpandedNode): Path {
  const [wire] = node.inputs;
  if (wire === undefined) throw new Error(`${node.path} has no input.`);
  return wire.from;
}

/** All that `from` depends on. */
export function ancestors(nodes: readonly ExpandedNode[], from: Iterable<Path>): ReadonlySet<Path> {
  const found = new Set(from);
  for (const node of [...nodes].reverse()) {
    if (found.has(node.path)) for (const { from: source } of node.inputs) found.add(source);
  }
  return found;
}

/** Throws where the graph cannot be built: analysis has found it valid before. */
export function planOf(expanded: Expanded): Plan {
  const byPath = new Map(expanded.nodes.map((node) => [node.path, node]));
  const output = theOnly(expanded, "output");
  const last = byPath.get(sourceOf(output));
  const endsInSoftmax = last?.kind === "softmax";
  const logits = endsInSoftmax ? sourceOf(last) : sourceOf(output);
  return {
    nodes: expanded.nodes,
    input: theOnly(expanded, "input"),
    output,
    logits,
    endsInSoftmax,
    needed: ancestors(expanded.nodes, [logits]),
  };
}
