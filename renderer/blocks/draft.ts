/** A block that is about to be made: what it would be, and why it cannot be. */
import { applyCommand, callOf } from "../../engine/document/commands/index.ts";
import { blockOf, graphOf, nodeById } from "../../engine/document/graph.ts";
import { isIdentifier } from "../../engine/document/names.ts";
import { blockPorts } from "../../engine/document/ports.ts";
import type { BlockDefinition, GraphDocument, GraphNode, Scope } from "../../engine/document/types.ts";
import { layerSpec } from "../../engine/layers/index.ts";
import type { ParamSpec, ParamTable, ParamValue } from "../../engine/layers/param.ts";
import type { CommandCall, Problem } from "../../engine/tensor/problem.ts";

/** Input and output of the network and ports of a block mark its edge, and cannot be inside another. */
export const canBeInside = (node: GraphNode): boolean =>
  node.type !== "port" && !(node.type === "layer" && layerSpec(node.kind).family === "io");

/** A value of a selected node that can become a parameter. */
export interface Candidate {
  readonly key: string;
  readonly node: GraphNode;
  readonly param: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  /** Shown at first: how wide the layer is, its window, the arguments of a block. */
  readonly main: boolean;
}

const MAIN: ReadonlySet<string> = new Set(["filters", "units", "kernel", "stride", "rate"]);

function tableOf(document: GraphDocument, node: GraphNode): ParamTable {
  if (node.type === "layer") return layerSpec(node.kind).params;
  if (node.type !== "block") return {};
  const parameters = blockOf(document, node.block)?.parameters ?? [];
  return Object.fromEntries(parameters.map(({ name, spec }) => [name, spec]));
}

export function candidatesOf(document: GraphDocument, nodes: readonly GraphNode[]): readonly Candidate[] {
  return nodes.flatMap((node) => {
    const stored = node.type === "layer" ? node.params : node.type === "block" ? node.args : {};
    return Object.entries(tableOf(document, node)).map(([param, spec]): Candidate => {
      const value = (Object.hasOwn(stored, param) ? stored[param] : undefined) ?? spec.default;
      const main = node.type === "block" || MAIN.has(param);
      return { key: `${node.id} ${param}`, node, param, spec, value, main };
    });
  });
}

/** A name for each chosen value: values that are equal share one, others get the node's name in front. */
export function suggestedName(
  candidate: Candidate,
  chosen: readonly (Candidate & { readonly name: string })[],
): string {
  const { param, node, value, spec } = candidate;
  const alike = (other: Candidate): boolean =>
    other.spec.type === spec.type && JSON.stringify(other.value) === JSON.stringify(value);
  const fits = (name: string): boolean =>
    isIdentifier(name) && chosen.every((other) => other.name !== name || alike(other));
  const prefix = node.name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^[^A-Za-z]+/, "");
  const own = prefix === "" ? `p_${param}` : `${prefix}_${param}`;
  const names = [param, own, ...chosen.map((_, index) => `${own}${index + 2}`)];
  return names.find(fits) ?? own;
}

export interface Choice {
  readonly node: string;
  readonly param: string;
  readonly name: string;
}
export interface Port {
  readonly name: string;
  /** The node at the other end outside; null where nothing is connected. */
  readonly other: string | null;
}
export type Draft =
  | {
      readonly ok: true;
      readonly call: CommandCall;
      readonly block: BlockDefinition;
      readonly inputs: readonly Port[];
      readonly outputs: readonly Port[];
    }
  | { readonly ok: false; readonly problem: Problem };

/** Tries it on the document, which stays as it is. */
export function draftBlock(
  document: GraphDocument,
  scope: Scope,
  ids: readonly string[],
  title: string,
  parameters: readonly Choice[],
): Draft {
  const call = callOf("make-block", { scope, ids: [...ids], title, parameters: [...parameters] });
  // Ids of the trial never leave it; those that the document uses are skipped.
  let count = 0;
  const context = {
    newId: () => {
      count += 1;
      return `draft${count}`;
    },
  };
  const outcome = applyCommand(document, call, context);
  if (!outcome.ok) return outcome;
  const made = outcome.document;
  const graph = graphOf(made, scope);
  const node = nodeById(graph, outcome.created?.[0] ?? "");
  const block = node?.type === "block" ? blockOf(made, node.block) : undefined;
  if (node === undefined || block === undefined) throw new Error("make-block has made no block");
  const nameOf = (id: string | undefined): string | null =>
    id === undefined ? null : (nodeById(graph, id)?.name ?? null);
  return {
    ok: true,
    call,
    block,
    inputs: blockPorts(block, "in").map(({ name }) => ({
      name,
      other: nameOf(graph.edges.find((edge) => edge.to === node.id && edge.toPort === name)?.from),
    })),
    outputs: blockPorts(block, "out").map(({ name }) => ({
      name,
      other: nameOf(graph.edges.find((edge) => edge.from === node.id && edge.fromPort === name)?.to),
    })),
  };
}
