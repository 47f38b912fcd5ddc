/** The ports that a node shows, by what its kind or its block's graph says and by the wires that arrive. */
import { inputPorts, outputPorts } from "../../document/ports.ts";
import type { Edge, GraphDocument, GraphNode } from "../../document/types.ts";
import type { PortView } from "./scene.ts";

export interface NodePorts {
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
  readonly variadic: boolean;
}

const bySlot = (a: Edge, b: Edge): number => a.slot - b.slot;
const named = (names: readonly string[], taken: ReadonlySet<string>): readonly PortView[] =>
  names.map((name) => ({ name, slot: 0, connected: taken.has(name) }));

/** A port that takes any number of wires shows one place for each of them and a free one behind. */
function variadicPorts(name: string, arriving: readonly Edge[]): readonly PortView[] {
  const taken = arriving.filter((edge) => edge.toPort === name).sort(bySlot);
  const next = (taken.at(-1)?.slot ?? -1) + 1;
  return [
    ...taken.map((edge) => ({ name, slot: edge.slot, connected: true })),
    { name, slot: next, connected: false },
  ];
}

export function nodePorts(
  node: GraphNode,
  document: GraphDocument,
  arriving: readonly Edge[],
  leaving: readonly Edge[],
): NodePorts {
  const taken = new Set(arriving.map((edge) => edge.toPort));
  const left = new Set(leaving.map((edge) => edge.fromPort));
  if (node.type === "unknown") {
    // What it can take is not known; the wires that the file gave it are kept and shown.
    return { inputs: named([...taken], taken), outputs: named([...left], left), variadic: false };
  }
  const ports = inputPorts(document, node);
  const outputs =
    node.type === "layer" && node.kind === "output" ? [] : named(outputPorts(document, node), left);
  const variadic = ports.find((port) => port.variadic === true);
  if (variadic !== undefined)
    return { inputs: variadicPorts(variadic.name, arriving), outputs, variadic: true };
  const names = ports.map((port) => port.name);
  return { inputs: named(names, taken), outputs, variadic: false };
}
