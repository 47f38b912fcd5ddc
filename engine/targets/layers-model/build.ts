/** A stock tfjs LayersModel of a network, and the weights that belong in it. */
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Path } from "../../blocks/types.ts";
import { isMap, type Shape } from "../../tensor/shape.ts";
import type { Network, NetworkNode } from "../support/network.ts";
import type { Weights } from "../weights/types.ts";
import { type Build, type Fills, placesFor } from "./place.ts";

/** `[C, H, W]` as tfjs has it. */
export const channelsLast = (shape: Shape): number[] =>
  isMap(shape) ? [shape[1], shape[2], shape[0]] : [...shape];

/** Built on the current tfjs backend; the caller disposes it. `onNode` is called after each node. */
export async function buildLayersModel(
  network: Network,
  built: readonly { readonly node: NetworkNode; readonly build: Build }[],
  weights: Weights,
  onNode: (count: number) => Promise<void>,
): Promise<{ readonly model: LayersModel; readonly fills: Fills }> {
  const fills: Fills = new Map();
  const placeOf = placesFor(weights, fills);
  const values = new Map<Path, SymbolicTensor>();
  const read = (path: Path): SymbolicTensor => {
    const value = values.get(path);
    if (value === undefined) throw new Error(`${path} has no value yet.`);
    return value;
  };
  const first = input({ shape: channelsLast(network.input.facts.output), name: "input" });
  for (const [index, { node, build }] of built.entries()) {
    const { path } = node.facts;
    const inputs = node === network.input ? [first] : node.reads.map(read);
    values.set(path, build(inputs, placeOf(path)));
    await onNode(index + 1);
  }
  const last = read(network.output.facts.path);
  // A network that changes nothing still needs a layer to be a model.
  const result =
    last === first ? layers.activation({ activation: "linear", name: "output" }).apply(first) : last;
  const made = model({ inputs: first, outputs: result as SymbolicTensor, name: "layerloom" });
  return { model: made, fills };
}
