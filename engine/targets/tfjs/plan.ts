/** What to run, in which order, and when a value is no longer needed: worked out once for a graph. */
import type { Expanded, ExpandedNode, Path } from "../../blocks/types.ts";
import { activationOf, takesActivation } from "./ops/activated.ts";

export interface Plan {
  readonly nodes: readonly ExpandedNode[];
  readonly input: ExpandedNode;
  readonly output: ExpandedNode;
  /** Node whose value is the logits: what the output reads, or what the softmax in front of it reads. */
  readonly logits: Path;
  readonly endsInSoftmax: boolean;
  /** Nodes that the logits depend on, themselves included. */
  readonly needed: ReadonlySet<Path>;
  /** Layers whose only reader is an activation that may be computed with them, and that reader. */
  readonly activated: ReadonlyMap<Path, ExpandedNode>;
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

function activatedOf(nodes: readonly ExpandedNode[]): ReadonlyMap<Path, ExpandedNode> {
  const readers = new Map<Path, readonly ExpandedNode[]>();
  for (const node of nodes) {
    for (const { from } of node.inputs) readers.set(from, [...(readers.get(from) ?? []), node]);
  }
  return new Map(
    nodes.flatMap((node) => {
      const [reader, ...more] = readers.get(node.path) ?? [];
      const alone = reader !== undefined && more.length === 0 && activationOf(reader) !== null;
      return alone && takesActivation(node) ? [[node.path, reader] as const] : [];
    }),
  );
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
    activated: activatedOf(expanded.nodes),
  };
}
