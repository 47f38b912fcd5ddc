/** The nodes of a graph, each after all that it reads. */
import { refuse } from "../fault.ts";
import { type NodeProto, placeOfNode } from "./model.ts";

/** Refuses what reads a value that nothing makes, a value that two make, and circles. `given` are inputs and constants. */
export function inOrder(nodes: readonly NodeProto[], given: ReadonlySet<string>): readonly NodeProto[] {
  const makers = new Map<string, NodeProto>();
  for (const node of nodes) {
    for (const name of node.outputs) {
      if (name === "") continue;
      if (makers.has(name) || given.has(name))
        refuse("onnx/twice", placeOfNode(node.index, node.op), { name: name.slice(0, 100) });
      makers.set(name, node);
    }
  }
  const waiting = new Map<NodeProto, number>();
  const readers = new Map<NodeProto, NodeProto[]>();
  const ready: NodeProto[] = [];
  for (const node of nodes) {
    const needs = new Set<NodeProto>();
    for (const name of node.inputs) {
      if (name === "" || given.has(name)) continue;
      const maker = makers.get(name);
      if (maker === undefined)
        refuse("onnx/missing", placeOfNode(node.index, node.op), { name: name.slice(0, 100) });
      needs.add(maker);
    }
    waiting.set(node, needs.size);
    if (needs.size === 0) ready.push(node);
    for (const maker of needs) {
      const found = readers.get(maker);
      if (found === undefined) readers.set(maker, [node]);
      else found.push(node);
    }
  }
  // An array keeps what is added while it is walked.
  for (const node of ready) {
    for (const reader of readers.get(node) ?? []) {
      const left = (waiting.get(reader) ?? 0) - 1;
      waiting.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  const stuck = nodes.find((node) => (waiting.get(node) ?? 0) > 0);
  if (stuck !== undefined) refuse("onnx/circle", placeOfNode(stuck.index, stuck.op));
  return ready;
}
