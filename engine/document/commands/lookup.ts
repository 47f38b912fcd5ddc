/** Finding what the arguments of a command mean; what is not there ends the edit. */
import type { InputPort } from "../../layers/spec.ts";
import { blockOf, edgeById, graphOf, hasScope, nodeById, usedBlocks } from "../graph.ts";
import { inputPorts, outputPorts } from "../ports.ts";
import { idSchema, scopeSchema } from "../schema.ts";
import type {
  BlockDefinition,
  BlockNode,
  Edge,
  Graph,
  GraphDocument,
  GraphNode,
  NodeId,
  Scope,
} from "../types.ts";
import { z } from "../zod.ts";
import { refuse } from "./define.ts";

export const idsSchema = z.array(idSchema).max(5_000);
export { idSchema, scopeSchema };

/** The graph of a scope that is there. */
export function requireGraph(document: GraphDocument, scope: Scope): Graph {
  if (!hasScope(document, scope)) return refuse("edit/no-scope", "", { scope: scope ?? "" });
  return graphOf(document, scope);
}

export const requireNode = (graph: Graph, id: NodeId): GraphNode =>
  nodeById(graph, id) ?? refuse("edit/no-node", "", { id });

/** At least one, all there, in the order of the graph. */
export function requireNodes(graph: Graph, ids: readonly NodeId[]): readonly GraphNode[] {
  const wanted = new Set(ids);
  if (wanted.size === 0) return refuse("edit/nothing-selected", "");
  const found = graph.nodes.filter((node) => wanted.has(node.id));
  if (found.length < wanted.size) {
    const there = new Set(found.map((node) => node.id));
    for (const id of wanted) if (!there.has(id)) refuse("edit/no-node", "", { id });
  }
  return found;
}

export const requireEdge = (graph: Graph, id: string): Edge =>
  edgeById(graph, id) ?? refuse("edit/no-wire", "", { id });

export const requireBlock = (document: GraphDocument, block: string): BlockDefinition =>
  blockOf(document, block) ?? refuse("edit/no-block", "", { block });

export function requireBlockNode(graph: Graph, id: NodeId): BlockNode {
  const node = requireNode(graph, id);
  return node.type === "block" ? node : refuse("edit/not-a-block", node.name, { name: node.name });
}

/** The named input of a node, or its first. */
export function requireInput(document: GraphDocument, node: GraphNode, port?: string): InputPort {
  const ports = inputPorts(document, node);
  const found = port === undefined ? ports[0] : ports.find(({ name }) => name === port);
  if (found !== undefined) return found;
  const known = ports.map(({ name }) => name).join(", ") || "none";
  return refuse("edit/no-port", node.name, {
    name: node.name,
    direction: "input",
    port: port ?? "in",
    known,
  });
}

/** The named output of a node, or its first. */
export function requireOutput(document: GraphDocument, node: GraphNode, port?: string): string {
  const ports = outputPorts(document, node);
  const found = port === undefined ? ports[0] : ports.find((name) => name === port);
  if (found !== undefined) return found;
  const known = ports.join(", ") || "none";
  return refuse("edit/no-port", node.name, {
    name: node.name,
    direction: "output",
    port: port ?? "out",
    known,
  });
}

/** Ends the edit where `block`, put into `scope`, would contain itself. */
export function requireNoRecursion(document: GraphDocument, block: string, scope: Scope): void {
  if (scope === null) return;
  const definition = requireBlock(document, block);
  if (block === scope || usedBlocks(document, definition.graph).has(scope)) {
    refuse("edit/block-in-itself", "", { title: definition.title });
  }
}
