/** Runs a network operation by operation, in plain JavaScript. */
import { convolutions } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { movements } from "./movement.ts";
import { normalisations } from "./normalisation.ts";
import { poolings } from "./pooling.ts";
import type { Operation, PageNetwork, PageNode, Reads, Value } from "./types.ts";

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ ...elementwise, ...convolutions, ...poolings, ...normalisations, ...movements }),
);

/** Operations that the interpreter knows. */
export const knownOperations: ReadonlySet<string> = new Set(operations.keys());

function readsOf(
  node: PageNode,
  values: ReadonlyMap<string, Value>,
  integers: ReadonlyMap<string, readonly number[]>,
): Reads {
  const attribute = (name: string): unknown => node.attributes[name];
  const optional = (index: number): Value | null => values.get(node.inputs[index] ?? "") ?? null;
  return {
    optional,
    value(index) {
      const found = optional(index);
      if (found === null) throw new Error(`${node.op} has no input ${index}.`);
      return found;
    },
    integers: (index) => integers.get(node.inputs[index] ?? "") ?? [],
    int(name, otherwise) {
      const found = attribute(name);
      return typeof found === "number" ? found : otherwise;
    },
    float(name, otherwise) {
      const found = attribute(name);
      return typeof found === "number" ? found : otherwise;
    },
    ints(name, otherwise) {
      const found = attribute(name);
      return Array.isArray(found) ? (found as readonly number[]) : otherwise;
    },
    text(name, otherwise) {
      const found = attribute(name);
      return typeof found === "string" ? found : otherwise;
    },
  };
}

/** Calls `turn` between operations, so that a page stays alive; values are dropped once nobody reads them any more. */
export async function interpret(
  network: Pick<PageNetwork, "nodes" | "weights" | "integers" | "input" | "output">,
  weights: readonly Float32Array[],
  input: Value,
  turn: () => Promise<void>,
): Promise<Value> {
  const values = new Map<string, Value>([[network.input.name, input]]);
  for (const [index, { name, dims }] of network.weights.entries())
    values.set(name, { dims, data: weights[index] ?? new Float32Array() });
  const integers = new Map(Object.entries(network.integers));
  const lastUse = new Map<string, number>();
  for (const [index, node] of network.nodes.entries())
    for (const name of node.inputs) lastUse.set(name, index);
  for (const [index, node] of network.nodes.entries()) {
    const operation = operations.get(node.op);
    if (operation === undefined) throw new Error(`The interpreter does not know ${node.op}.`);
    values.set(node.output, operation(readsOf(node, values, integers)));
    for (const name of node.inputs)
      if (lastUse.get(name) === index && name !== network.output.name) values.delete(name);
    await turn();
  }
  const output = values.get(network.output.name);
  if (output === undefined) throw new Error("The network gave no output.");
  return output;
}
