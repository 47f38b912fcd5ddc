/** Where a node's stock layers are put: it names them, joins them and notes their weights. */
import type { Path } from "../../blocks/types.ts";
import type { LayerKind } from "../../layers/index.ts";
import type { Shape } from "../../tensor/shape.ts";
import { nameGiver } from "../support/names.ts";
import { weightOf } from "../support/network.ts";
import type { EmitTable as CommonEmitTable } from "../support/types.ts";
import type { WeightArray, Weights } from "../weights/types.ts";
import type { StockLayer } from "./layer.ts";

/** A value in the model: 0 is its input, `n` what its layer `n - 1` gives. */
export type StockValue = number;

/** A tensor in the layer's layout; worked out when it is written where that costs memory. */
export interface Filling {
  readonly shape: Shape;
  readonly data: Float32Array | (() => Float32Array);
}
export interface PlacedLayer {
  readonly name: string;
  readonly layer: StockLayer;
  readonly inputs: readonly StockValue[];
  /** In the order of the layer's own. */
  readonly weights: readonly Filling[];
  /** Holds weights that are not to be trained: those of a frozen node, or a fixed map. */
  readonly frozen: boolean;
}

/** Names must match TensorFlow's rule for tensors, which knows neither spaces nor other scripts. */
const cleanName = (wish: string): string => {
  const safe = wish.replace(/[^A-Za-z0-9._-]/g, "_");
  return /^[A-Za-z0-9]/.test(safe) ? safe : `node${safe}`;
};

export interface Place {
  /**
   * Applies a layer; `role` tells several layers of one node apart and is absent for the one that carries the node's
   * weights.
   */
  put(
    layer: StockLayer,
    input: StockValue | readonly StockValue[],
    more?: { readonly role?: string; readonly weights?: readonly Filling[] },
  ): StockValue;
  /** A tensor of this node in PyTorch's layout. */
  weight(name: string): WeightArray;
}

/** Builds one node; inputs are `[batch, H, W, C]` or `[batch, N]`. */
export type Build = (inputs: readonly StockValue[], place: Place) => StockValue;
export type EmitTable<K extends LayerKind> = CommonEmitTable<K, Build>;

/** A build of one layer without weights. */
export const stock =
  (layer: StockLayer): Build =>
  (inputs, place) =>
    place.put(layer, only(inputs));

export const pass: Build = (inputs) => only(inputs);

export function only(inputs: readonly StockValue[]): StockValue {
  const [x] = inputs;
  if (x === undefined || inputs.length !== 1) throw new Error(`One input expected, not ${inputs.length}.`);
  return x;
}

/** Collects what is put, in an order in which every layer comes after what it reads. */
export function placesFor(weights: Weights, reserved: readonly string[]) {
  const give = nameGiver(cleanName);
  for (const name of reserved) give(name);
  const layers: PlacedLayer[] = [];
  const placeOf = (path: Path, frozen = false): Place => ({
    put(layer, input, { role, weights: fillings = [] } = {}) {
      const name = give(role === undefined ? path : `${path}.${role}`);
      const fixed = layer.type === "Dense" && layer.fixed === true;
      layers.push({
        name,
        layer,
        inputs: typeof input === "number" ? [input] : input,
        weights: fillings,
        frozen: fillings.length > 0 && (frozen || fixed),
      });
      return layers.length;
    },
    weight: (name) => weightOf(weights, path, name),
  });
  return { placeOf, layers };
}
