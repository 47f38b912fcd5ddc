/** A network as stock layers: a list in which every layer comes after what it reads. */
import type { Path } from "../../blocks/types.ts";
import { isMap, type Shape } from "../../tensor/shape.ts";
import type { Network, NetworkNode } from "../support/network.ts";
import type { Weights } from "../weights/types.ts";
import { type Build, type PlacedLayer, placesFor, type StockValue } from "./place.ts";

export interface StockModel {
  readonly inputName: string;
  /** Channels last, without the batch. */
  readonly inputShape: readonly number[];
  /** At least one. */
  readonly layers: readonly PlacedLayer[];
  readonly output: StockValue;
}

/** `[C, H, W]` as stock layers have it. */
export const channelsLast = (shape: Shape): readonly number[] =>
  isMap(shape) ? [shape[1], shape[2], shape[0]] : shape;

export function stockModel(
  network: Network,
  built: readonly { readonly node: NetworkNode; readonly build: Build }[],
  weights: Weights,
): StockModel {
  const inputName = "input";
  const { placeOf, layers } = placesFor(weights, [inputName]);
  const values = new Map<Path, StockValue>();
  const read = (path: Path): StockValue => {
    const value = values.get(path);
    if (value === undefined) throw new Error(`${path} has no value yet.`);
    return value;
  };
  for (const { node, build } of built) {
    const inputs = node === network.input ? [0] : node.reads.map(read);
    values.set(node.facts.path, build(inputs, placeOf(node.facts.path, node.frozen)));
  }
  let output = read(network.output.facts.path);
  // A network that changes nothing still needs a layer to be a model.
  if (output === 0) output = placeOf("output").put({ type: "Dropout", rate: 0 }, 0);
  return { inputName, inputShape: channelsLast(network.input.facts.output), layers, output };
}
