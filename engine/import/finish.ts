/** The last step of every reader: what the outputs depend on, in order, with paths. */
import { LIMITS } from "../tensor/limits.ts";
import type { Problem } from "../tensor/problem.ts";
import { type DraftNode, topological } from "./draft.ts";
import { importProblem, refuse } from "./fault.ts";
import { chainJoins } from "./joins.ts";
import type { ImportedNetwork } from "./network.ts";
import { assignPaths } from "./paths.ts";
import { withStages } from "./stages.ts";

interface Finished {
  readonly title: string;
  readonly producer: string;
  /** Inputs, then outputs. */
  readonly ends: readonly DraftNode[];
  readonly classes?: readonly string[];
  readonly notes: readonly Problem[];
}

export function finish({ title, producer, ends, classes, notes }: Finished): ImportedNetwork {
  const order = withStages(chainJoins(topological(ends)));
  if (order.length > LIMITS.nodes)
    refuse("import/too-many-layers", "the graph", { count: order.length, limit: LIMITS.nodes });
  const wires = order.reduce((sum, { inputs }) => sum + inputs.length, 0);
  if (wires > LIMITS.edges)
    refuse("import/too-many-wires", "the graph", { count: wires, limit: LIMITS.edges });
  const paths = assignPaths(order);
  const ids = new Map(order.map((node, id) => [node, id]));
  return {
    title: title.slice(0, 200),
    producer: producer.slice(0, 200),
    nodes: order.map((node, id) => ({
      id,
      kind: node.kind,
      params: node.params,
      inputs: node.inputs.map((input) => ids.get(input) ?? 0),
      weights: node.weights,
      path: paths.get(node) ?? `node${id}`,
      source: node.source,
      frozen: node.frozen,
      ...(node.foreign === undefined ? {} : { foreign: node.foreign }),
    })),
    ...(classes === undefined ? {} : { classes }),
    notes: [...notes, ...frozenNote(order)],
  };
}

function frozenNote(order: readonly DraftNode[]): readonly Problem[] {
  const count = order.filter(({ frozen }) => frozen).length;
  if (count === 0) return [];
  return [importProblem("import/frozen", "", { count }, "warning")];
}
