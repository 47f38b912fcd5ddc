/** Where a node's stock layers are put: it names them, applies them and gives them their weights. */
import type { layers, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Path } from "../../blocks/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import type { Shape } from "../../tensor/shape.ts";
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

/** A tensor in the layer's layout; worked out when it is written where that costs memory. */
export interface Filling {
  readonly shape: Shape;
  readonly data: Float32Array | (() => Float32Array);
}

export interface Place {
  /**
   * Applies a layer; `role` tells several layers of one node apart and is absent for the one that carries the node's
   * weights. `weights` are in the order of the layer's own and in its layout.
   */
  put(
    make: (name: string) => Layer,
    input: SymbolicTensor | readonly SymbolicTensor[],
    more?: { readonly role?: string; readonly weights?: readonly Filling[] },
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

/** What goes into each of the model's variables, by the name it is saved under. */
export type Fills = Map<string, Filling>;

/**
 * Layers are made with zeros, and `fills` collects what belongs in their place: so no weight is held by tfjs besides
 * the caller's copy and the saved one.
 */
export function placesFor(weights: Weights, fills: Fills): (path: Path) => Place {
  const give = nameGiver(cleanName);
  return (path) => ({
    put(make, input, { role, weights: values } = {}) {
      const layer = make(give(role === undefined ? path : `${path}.${role}`));
      const result = layer.apply(Array.isArray(input) ? [...input] : (input as SymbolicTensor));
      for (const [index, value] of (values ?? []).entries()) {
        const variable = layer.weights[index];
        if (variable === undefined || variable.shape.join() !== value.shape.join())
          throw new Error(`${layer.name} has no weight of shape [${value.shape}] at place ${index}.`);
        fills.set(variable.originalName, value);
      }
      return result as SymbolicTensor;
    },
    weight: (name) => weightOf(weights, path, name),
  });
}
