/** The ports of nodes: what can be wired, by name, in order. */
import { layerSpec } from "../layers/index.ts";
import type { InputPort } from "../layers/spec.ts";
import { blockOf } from "./graph.ts";
import type { BlockDefinition, GraphDocument, GraphNode, PortNode } from "./types.ts";

const ONE_INPUT: readonly InputPort[] = [{ name: "in" }];
const ONE_OUTPUT: readonly string[] = ["out"];

export const isPort = (node: GraphNode): node is PortNode => node.type === "port";

/** The boundary of a block in the order of its nodes; the first input is what a muted block passes on. */
export const blockPorts = (definition: BlockDefinition, direction: "in" | "out"): readonly PortNode[] =>
  definition.graph.nodes.filter(isPort).filter((node) => node.direction === direction);

/** Ports that take wires. A block whose definition is missing and a node of an unknown kind have none that are known. */
export function inputPorts(document: GraphDocument, node: GraphNode): readonly InputPort[] {
  switch (node.type) {
    case "layer":
      return layerSpec(node.kind).inputs;
    case "port":
      return node.direction === "out" ? ONE_INPUT : [];
    case "block": {
      const definition = blockOf(document, node.block);
      return definition === undefined ? [] : blockPorts(definition, "in").map(({ name }) => ({ name }));
    }
    case "unknown":
      return [];
  }
}

/** Ports that give a value, by name; a layer's is `out`, a block's are those of its definition. */
export function outputPorts(document: GraphDocument, node: GraphNode): readonly string[] {
  switch (node.type) {
    case "layer":
      return ONE_OUTPUT;
    case "port":
      return node.direction === "in" ? ONE_OUTPUT : [];
    case "block": {
      const definition = blockOf(document, node.block);
      return definition === undefined ? [] : blockPorts(definition, "out").map(({ name }) => name);
    }
    case "unknown":
      return ONE_OUTPUT;
  }
}

/** Whether the ports of a node are known at all; wires of others are kept and not judged. */
export const portsKnown = (document: GraphDocument, node: GraphNode): boolean =>
  node.type !== "unknown" && (node.type !== "block" || blockOf(document, node.block) !== undefined);
