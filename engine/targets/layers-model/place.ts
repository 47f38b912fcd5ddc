/** Where a node's stock layers are put: it names them, applies them and gives them their weights. */
import * as tf from "@tensorflow/tfjs-core";
import type { layers, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Path } from "../../blocks/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import { nameGiver } from "../support/names.ts";
import { weightOf } from "../support/network.ts";
import type { EmitTable as CommonEmitTable, NodeFacts } from "../support/types.ts";
import type { WeightArray, Weights } from "../weights/types.ts";

type Layer = layers.Layer;

/** Names must match TensorFlow's rule for tensors, which knows neither spaces nor other scripts. */
const cleanName = (wish: string): string => {
  const safe = wish.replace(/[^A-Za-z0-9._-]/g, "_");
  return /^[A-Za-z0-9]/.test(safe) ? safe : `node${safe}`;
};

export interface Place {
  /**
   * Applies a layer; `role` tells several layers of one node apart and is absent for the one that carries the node's
   * weights. `weights` are in the order of the layer's own and in its layout.
   */
  put(
    make: (name: string) => Layer,
    input: SymbolicTensor | readonly SymbolicTensor[],
    more?: { readonly role?: string; readonly weights?: readonly WeightArray[] },
  ): SymbolicTensor;
  /** A tensor of this node in PyTorch's layout. */
  weight(name: string): WeightArray;
}

/** Builds one node; inputs are `[batch, H, W, C]` or `[batch, N]`. */
export type Build = (inputs: readonly SymbolicTensor[], place: Place) => SymbolicTensor;
export type EmitTable<K extends LayerKind> = CommonEmitTable<K, Build>;
export type Facts<K extends LayerKind> = NodeFacts<K>;

/** A build of one layer without weights. */
export const stock =
  (make: (name: string) => Layer): Build =>
  (inputs, place) =>
    place.put(make, only(inputs));

export const pass: Build = (inputs) => only(inputs);

export function only(inputs: readonly SymbolicTensor[]): SymbolicTensor {
  const [x] = inputs;
  if (x === undefined || inputs.length !== 1) throw new Error(`One input expected, not ${inputs.length}.`);
  return x;
}

/** A layer of one input and one output, as a step of a build. */
export type Step = (x: SymbolicTensor) => SymbolicTensor;

export function placesFor(weights: Weights): (path: Path) => Place {
  const give = nameGiver(cleanName);
  return (path) => ({
    put(make, input, { role, weights: values } = {}) {
      const layer = make(give(role === undefined ? path : `${path}.${role}`));
      const result = layer.apply(Array.isArray(input) ? [...input] : (input as SymbolicTensor));
      if (values !== undefined) {
        const tensors = values.map(({ shape, data }) => tf.tensor(data, [...shape]));
        layer.setWeights(tensors);
        tf.dispose(tensors);
      }
      return result as SymbolicTensor;
    },
    weight: (name) => weightOf(weights, path, name),
  });
}
