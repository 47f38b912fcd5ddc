/** A graph as the inside of a class: its members in order, what each reads, and what comes out. */
import { planGraph } from "../../../blocks/plan.ts";
import type { Expanded, Path } from "../../../blocks/types.ts";
import { blockOf, graphOf } from "../../../document/graph.ts";
import type { GraphDocument, GraphNode, Scope } from "../../../document/types.ts";
import type { ParamValue } from "../../../layers/param.ts";

/** An output of a member: its position in the scope, and which of its outputs. */
export interface Ref {
  readonly member: number;
  readonly port: number;
}
export interface ScopeMember {
  /** Part of the canonical path. */
  readonly name: string;
  readonly type: "layer" | "block" | "in" | "out";
  /** Node id; empty in a flat scope. */
  readonly id: string;
  readonly block?: string;
  /** Paths of the copies carry an index. */
  readonly repeated: boolean;
  /** In port order, then slot order. */
  readonly reads: readonly Ref[];
  /** What the document says of parameters or arguments, for the names of a class's own arguments. */
  readonly stated: Readonly<Record<string, ParamValue>>;
  readonly statedRepeat?: number | string;
  readonly muted?: boolean | string;
}
export interface ScopePlan {
  readonly scope: Scope;
  readonly title: string;
  readonly summary: string;
  readonly members: readonly ScopeMember[];
  /** Positions of the members that are inputs, in port order. */
  readonly inputs: readonly number[];
  readonly outputs: readonly Ref[];
}

/** `null` where the graph has its input or output inside a block, which no class has. */
export function scopePlan(document: GraphDocument, scope: Scope): ScopePlan | null {
  const plan = planGraph(document, scope, graphOf(document, scope));
  const place = new Map(plan.nodes.map(({ index }, position) => [index, position]));
  const members = plan.nodes.map(({ node, inputs }): ScopeMember => {
    const reads = inputs.flatMap(({ wires }) =>
      wires.map((wire) => ({ member: place.get(wire.node) ?? -1, port: wire.port })),
    );
    return { ...memberOf(node, scope), reads };
  });
  if (scope !== null && plan.nodes.some(({ node }) => isEnd(node))) return null;
  const definition = scope === null ? undefined : blockOf(document, scope);
  const { title, summary } = definition ?? document.about;
  const positions = (type: "in" | "out"): number[] =>
    members.flatMap((member, position) => (member.type === type ? [position] : []));
  const inputs = scope === null ? positions("in") : plan.inPorts.map((index) => place.get(index) ?? -1);
  const ends = scope === null ? positions("out") : plan.outPorts.map((index) => place.get(index) ?? -1);
  return { scope, title, summary, members, inputs, outputs: ends.map((member) => ({ member, port: 0 })) };
}

const isEnd = (node: GraphNode): boolean =>
  node.type === "layer" && (node.kind === "input" || node.kind === "output");

function memberOf(node: GraphNode, scope: Scope): Omit<ScopeMember, "reads"> {
  const { id, name, muted } = node;
  if (node.type === "port") {
    return { id, name, type: node.direction, repeated: false, stated: {} };
  }
  if (node.type === "block") {
    const { block, args, repeat } = node;
    return {
      id,
      name,
      type: "block",
      block,
      stated: args,
      repeated: repeat !== undefined,
      ...(repeat === undefined ? {} : { statedRepeat: repeat }),
      ...(muted === undefined ? {} : { muted }),
    };
  }
  const stated = node.type === "layer" ? node.params : {};
  const end = scope === null && node.type === "layer" ? ENDS.get(node.kind) : undefined;
  const type = end ?? "layer";
  return { id, name, type, repeated: false, stated, ...(muted === undefined ? {} : { muted }) };
}

const ENDS: ReadonlyMap<string, "in" | "out"> = new Map([
  ["input", "in"],
  ["output", "out"],
]);

/** Every primitive layer as a member of one class, named by its path: the form that always fits. */
export function flatPlan(document: GraphDocument, expanded: Expanded): ScopePlan {
  const place = new Map<Path, number>(expanded.nodes.map(({ path }, position) => [path, position]));
  const members = expanded.nodes.map(
    ({ path, kind, inputs }): ScopeMember => ({
      id: "",
      name: path,
      type: ENDS.get(kind) ?? "layer",
      repeated: false,
      reads: inputs.map(({ from }) => ({ member: place.get(from) ?? -1, port: 0 })),
      stated: {},
    }),
  );
  const positions = (type: "in" | "out"): number[] =>
    members.flatMap((member, position) => (member.type === type ? [position] : []));
  return {
    scope: null,
    title: document.about.title,
    summary: document.about.summary,
    members,
    inputs: positions("in"),
    outputs: positions("out").map((member) => ({ member, port: 0 })),
  };
}
