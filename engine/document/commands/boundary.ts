/** The edge of a selection: which ports a block made of it needs, and how the wires run then. */
import type { CommandContext } from "../commands.ts";
import { edgesInto } from "../graph.ts";
import { freeName, namesOf, uniqueName } from "../names.ts";
import { inputPorts, outputPorts } from "../ports.ts";
import type { Edge, Graph, GraphDocument, GraphNode, NodeId, PortNode } from "../types.ts";

export interface Boundary {
  readonly inPorts: readonly PortNode[];
  readonly outPorts: readonly PortNode[];
  /** Wires of the block's graph. */
  readonly inside: readonly Edge[];
  /** Wires around the block; "" stands for its node, which is not made yet. */
  readonly outside: readonly Edge[];
}

interface Entry {
  readonly source: Pick<Edge, "id" | "from" | "fromPort"> | null;
  readonly targets: readonly Pick<Edge, "id" | "to" | "toPort" | "slot">[];
}

/**
 * One `in` port for each distinct output that feeds the selection, in the order in which it is read; one for each input
 * that is open. One `out` port for each output that is read outside, or, where none is, for each that nothing reads.
 */
export function boundaryOf(
  document: GraphDocument,
  graph: Graph,
  chosen: ReadonlySet<NodeId>,
  context: CommandContext,
): Boundary {
  const nodes = graph.nodes.filter((node) => chosen.has(node.id));
  const entries = entriesOf(document, graph, nodes, chosen, context);
  const exits = exitsOf(document, graph, nodes, chosen);
  const taken = namesOf(nodes);
  const port = (direction: "in" | "out", count: number): PortNode => {
    const name = count === 1 ? freeName(direction, taken) : uniqueName(direction, taken);
    taken.add(name);
    return { id: context.newId(), name, type: "port", direction };
  };
  const inPorts = entries.map(() => port("in", entries.length));
  const outPorts = exits.map(() => port("out", exits.length));

  const within = graph.edges.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to));
  const inward = entries.flatMap(({ targets }, index) =>
    targets.map((target) => ({ ...target, from: inPorts[index]?.id ?? "", fromPort: "out" })),
  );
  const toPorts = exits.map((exit, index) => ({
    id: context.newId(),
    from: exit.from,
    fromPort: exit.fromPort,
    to: outPorts[index]?.id ?? "",
    toPort: "in",
    slot: 0,
  }));
  const feeding = entries.flatMap(({ source }, index): Edge[] =>
    source === null
      ? []
      : [
          {
            id: context.newId(),
            from: source.from,
            fromPort: source.fromPort,
            to: "",
            toPort: inPorts[index]?.name ?? "",
            slot: 0,
          },
        ],
  );
  const reading = exits.flatMap(({ readers }, index) =>
    readers.map((edge) => ({ ...edge, from: "", fromPort: outPorts[index]?.name ?? "" })),
  );
  return { inPorts, outPorts, inside: [...inward, ...within, ...toPorts], outside: [...feeding, ...reading] };
}

function entriesOf(
  document: GraphDocument,
  graph: Graph,
  nodes: readonly GraphNode[],
  chosen: ReadonlySet<NodeId>,
  context: CommandContext,
): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const node of nodes) {
    for (const { name } of inputPorts(document, node)) {
      const wires = edgesInto(graph, node.id, name);
      if (wires.length === 0) {
        const target = { id: context.newId(), to: node.id, toPort: name, slot: 0 };
        entries.set(`open ${node.id} ${name}`, { source: null, targets: [target] });
      }
      for (const edge of wires) {
        if (chosen.has(edge.from)) continue;
        const key = `${edge.from} ${edge.fromPort}`;
        const known = entries.get(key);
        entries.set(key, { source: known?.source ?? edge, targets: [...(known?.targets ?? []), edge] });
      }
    }
  }
  return [...entries.values()];
}

interface Exit {
  readonly from: NodeId;
  readonly fromPort: string;
  readonly readers: readonly Edge[];
}

function exitsOf(
  document: GraphDocument,
  graph: Graph,
  nodes: readonly GraphNode[],
  chosen: ReadonlySet<NodeId>,
): readonly Exit[] {
  const all = nodes.flatMap((node) =>
    outputPorts(document, node).map((fromPort) => {
      const wires = graph.edges.filter((edge) => edge.from === node.id && edge.fromPort === fromPort);
      const readers = wires.filter((edge) => !chosen.has(edge.to));
      return { from: node.id, fromPort, readers, open: wires.length === 0 };
    }),
  );
  const read = all.filter(({ readers }) => readers.length > 0);
  return read.length > 0 ? read : all.filter(({ open }) => open);
}
