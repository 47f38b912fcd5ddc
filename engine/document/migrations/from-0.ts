/**
 * Version 0, used before the first release: the title stood alone, there were no variables and no notes, positions were
 * one table, and wires had no ports or slots because every node had one of each.
 */
import type { Json } from "./index.ts";

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const withPorts = (edge: unknown, index: number): unknown =>
  isObject(edge) ? { id: `edge${index}`, fromPort: "out", toPort: "in", slot: 0, ...edge } : edge;

function withPortsInside(graph: unknown): unknown {
  if (!isObject(graph) || !Array.isArray(graph.edges)) return graph;
  return { ...graph, edges: graph.edges.map(withPorts) };
}

export function fromVersion0(old: Json): Json {
  const { title, positions, blocks, ...rest } = old;
  return {
    about: { title, summary: "" },
    variables: {},
    layout: { root: { nodes: positions ?? {}, notes: [] }, blocks: {} },
    ...rest,
    graph: withPortsInside(old.graph),
    blocks: isObject(blocks)
      ? Object.fromEntries(Object.entries(blocks).map(([id, block]) => [id, withGraphInside(block)]))
      : blocks,
  };
}

const withGraphInside = (block: unknown): unknown =>
  isObject(block) ? { ...block, graph: withPortsInside(block.graph) } : block;
