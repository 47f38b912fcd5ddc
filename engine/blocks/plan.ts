/** The plan of one graph: its wires resolved to indices and its nodes sorted. Made once, however often a block is used. */
import { freeName, isNodeName, namesOf } from "../document/names.ts";
import { inputPorts, isPort, outputPorts, portsKnown } from "../document/ports.ts";
import type { Edge, EdgeId, Graph, GraphDocument, GraphNode, Scope } from "../document/types.ts";
import type { InputPort } from "../layers/spec.ts";
import type { Fix, Values } from "../tensor/problem.ts";
import { makeFix } from "./fixes.ts";
import type { expandMessages } from "./messages.ts";
import { sortNodes } from "./topology.ts";

/** An end of a wire that gives a value: the index of a node and of its output port. */
export interface PlannedWire {
  readonly node: number;
  readonly port: number;
}
export interface PlannedInput {
  readonly port: string;
  readonly wires: readonly PlannedWire[];
  /** How many wires are lacking. */
  readonly missing: number;
}
export interface PlannedNode {
  readonly node: GraphNode;
  readonly index: number;
  readonly inputs: readonly PlannedInput[];
  /** A wire to it was wrong and was left out. */
  readonly flawed: boolean;
}
export interface PlanIssue {
  readonly code: keyof typeof expandMessages;
  /** Absent where it concerns the whole graph. */
  readonly node?: GraphNode;
  readonly port?: string;
  readonly values: Values;
  readonly fixes: readonly Fix[];
}
export interface GraphPlan {
  /** In topological order, otherwise in the order of the document. */
  readonly nodes: readonly PlannedNode[];
  /** Number of nodes in the graph; every `index` is below. */
  readonly size: number;
  /** Indices of the boundary's nodes, in port order. */
  readonly inPorts: readonly number[];
  readonly outPorts: readonly number[];
  readonly outNames: readonly string[];
  /** Names that several nodes have. */
  readonly repeatedNames: ReadonlySet<string>;
  readonly issues: readonly PlanIssue[];
}

export function planGraph(document: GraphDocument, scope: Scope, graph: Graph): GraphPlan {
  const issues: PlanIssue[] = [];
  const { nodes, indices } = distinctNodes(scope, graph, issues);
  const flawed = new Set<number>();
  const into = groupEdges({ document, scope, graph, nodes, indices, issues, flawed });
  const inputs = nodes.map((node, index) =>
    planInputs(document, scope, node, into[index] ?? [], issues, () => flawed.add(index)),
  );

  const { order, cycles } = sortNodes(nodes.length, (index) =>
    (inputs[index] ?? []).flatMap((input) => input.wires),
  );
  const outPorts = portIndices(nodes, "out");
  const cut = new Set<string>();
  for (const { members, from, to } of cycles) {
    // Two wires between the same nodes close the same circle.
    if (cut.has(`${from} ${to}`)) continue;
    cut.add(`${from} ${to}`);
    flawed.add(to);
    issues.push(cycleIssue(scope, members, nodes, into));
  }
  return {
    nodes: order.map((index) => ({
      node: nodes[index] as GraphNode,
      index,
      inputs: withoutCut(inputs[index] ?? [], index, cut),
      flawed: flawed.has(index),
    })),
    size: nodes.length,
    inPorts: portIndices(nodes, "in"),
    outPorts,
    outNames: outPorts.map((index) => nodes[index]?.name ?? ""),
    repeatedNames: new Set(
      issues.flatMap(({ code, node }) => (code === "duplicate-name" && node ? [node.name] : [])),
    ),
    issues,
  };
}

/** At the end of the wire that was drawn last, which is offered first for removal. */
function cycleIssue(
  scope: Scope,
  members: readonly number[],
  nodes: readonly GraphNode[],
  into: readonly (readonly FoundWire[])[],
): PlanIssue {
  const wires = members.flatMap((to, index) => {
    const from = members.at(index - 1);
    return (into[to] ?? []).filter(({ wire }) => wire.node === from).map((found) => ({ ...found, to }));
  });
  wires.sort((a, b) => b.order - a.order);
  const node = nodes[wires[0]?.to ?? -1];
  const cycle = [...members, members[0] ?? -1].map((member) => nodes[member]?.name).join(" → ");
  const fixes = wires.slice(0, 3).map(({ edge, wire, to }) => {
    const ends = { from: nodes[wire.node]?.name ?? "", to: nodes[to]?.name ?? "" };
    return makeFix("remove-wire-between", ends, [
      { command: "disconnect", args: { scope, edges: [edge.id] } },
    ]);
  });
  return {
    code: "cycle",
    ...(node === undefined ? {} : { node }),
    values: { cycle, name: node?.name ?? "" },
    fixes,
  };
}

const removeWires = (scope: Scope, edges: readonly EdgeId[]): Fix =>
  makeFix("remove-wire", {}, [{ command: "disconnect", args: { scope, edges } }]);

const portIndices = (nodes: readonly GraphNode[], direction: "in" | "out"): readonly number[] =>
  nodes.flatMap((node, index) => (isPort(node) && node.direction === direction ? [index] : []));

const withoutCut = (
  inputs: readonly PlannedInput[],
  to: number,
  cut: ReadonlySet<string>,
): readonly PlannedInput[] =>
  cut.size === 0
    ? inputs
    : inputs.map((input) => ({
        ...input,
        wires: input.wires.filter((wire) => !cut.has(`${wire.node} ${to}`)),
      }));

/** Leaves out nodes whose id was there before; reports names that are taken or not allowed. */
function distinctNodes(scope: Scope, graph: Graph, issues: PlanIssue[]) {
  const nodes: GraphNode[] = [];
  const indices = new Map<string, number>();
  const names = new Set<string>();
  for (const node of graph.nodes) {
    const { id, name } = node;
    if (indices.has(id)) {
      issues.push({ code: "duplicate-id", values: { id, name }, fixes: [] });
      continue;
    }
    indices.set(id, nodes.length);
    nodes.push(node);
    const code = names.has(name) ? "duplicate-name" : isNodeName(name) ? null : "bad-name";
    names.add(name);
    if (code === null) continue;
    const to = freeName(isNodeName(name) ? name : "node1", namesOf(graph.nodes));
    const rename = makeFix("rename-node", { to }, [{ command: "rename", args: { scope, id, name: to } }]);
    issues.push({ code, node, values: { name }, fixes: [rename] });
  }
  return { nodes, indices };
}

interface FoundWire {
  readonly edge: Edge;
  readonly wire: PlannedWire;
  /** Place among the wires of the document. */
  readonly order: number;
}
interface Grouping {
  readonly document: GraphDocument;
  readonly scope: Scope;
  readonly graph: Graph;
  readonly nodes: readonly GraphNode[];
  readonly indices: ReadonlyMap<string, number>;
  readonly issues: PlanIssue[];
  readonly flawed: Set<number>;
}

/** The wires into each node by its index, with where they come from; what leads nowhere is reported. */
function groupEdges({
  document,
  scope,
  graph,
  nodes,
  indices,
  issues,
  flawed,
}: Grouping): readonly FoundWire[][] {
  const into: FoundWire[][] = nodes.map(() => []);
  for (const [order, edge] of graph.edges.entries()) {
    const from = indices.get(edge.from);
    const to = indices.get(edge.to);
    const source = from === undefined ? undefined : nodes[from];
    const target = to === undefined ? undefined : nodes[to];
    if (from === undefined || to === undefined || source === undefined || target === undefined) {
      if (to !== undefined) flawed.add(to);
      const values = { from: source?.name ?? edge.from, to: target?.name ?? edge.to };
      const node = target ?? source;
      const fixes = [removeWires(scope, [edge.id])];
      issues.push({ code: "dangling-edge", ...(node === undefined ? {} : { node }), values, fixes });
      continue;
    }
    const port = outputIndex(document, source, edge.fromPort);
    if (port < 0) {
      flawed.add(to);
      const known = outputPorts(document, source).join(", ") || "none";
      const values = { port: edge.fromPort, name: source.name, known };
      const fixes = [removeWires(scope, [edge.id])];
      issues.push({ code: "unknown-port", node: source, port: edge.fromPort, values, fixes });
      continue;
    }
    into[to]?.push({ edge, wire: { node: from, port }, order });
  }
  return into;
}

function outputIndex(document: GraphDocument, source: GraphNode, port: string): number {
  if (source.type === "layer") return port === "out" ? 0 : -1;
  return portsKnown(document, source) ? outputPorts(document, source).indexOf(port) : 0;
}

function planInputs(
  document: GraphDocument,
  scope: Scope,
  node: GraphNode,
  found: readonly FoundWire[],
  issues: PlanIssue[],
  flaw: () => void,
): readonly PlannedInput[] {
  if (!portsKnown(document, node)) return [];
  const ports = inputPorts(document, node);
  const stray = found.filter(({ edge }) => !ports.some((port) => port.name === edge.toPort));
  for (const { edge } of stray) {
    flaw();
    const values = {
      port: edge.toPort,
      name: node.name,
      known: ports.map((port) => port.name).join(", ") || "none",
    };
    issues.push({
      code: "unknown-port",
      node,
      port: edge.toPort,
      values,
      fixes: [removeWires(scope, [edge.id])],
    });
  }
  return ports.map((port) => {
    const here =
      found.length === 1 && stray.length === 0
        ? found
        : found.filter(({ edge }) => edge.toPort === port.name);
    const wires =
      port.variadic === true && here.length > 1 ? [...here].sort((a, b) => a.edge.slot - b.edge.slot) : here;
    if (port.variadic !== true && wires.length > 1) {
      flaw();
      const extra = wires.slice(1).map(({ edge }) => edge.id);
      const values = { port: port.name, name: node.name, count: wires.length };
      issues.push({
        code: "several-wires",
        node,
        port: port.name,
        values,
        fixes: [removeWires(scope, extra)],
      });
    }
    const used = port.variadic === true ? wires : wires.slice(0, 1);
    return {
      port: port.name,
      wires: used.map(({ wire }) => wire),
      missing: Math.max(0, least(port) - used.length),
    };
  });
}

const least = (port: InputPort): number => (port.variadic === true ? (port.min ?? 1) : 1);
