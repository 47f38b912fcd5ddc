/** The output of a Keras layer as ours, and in which order Keras has its numbers. */

import type { LayerKind } from "../../layers/index.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type DraftNode, draftLayer, type LayerFacts } from "../draft.ts";
import { unmappable } from "../fault.ts";
import type { LayerJson } from "./config.ts";
import { wishOf } from "./names.ts";

export interface KerasValue {
  readonly node: DraftNode;
  /** A vector in the order H, W, C of this map `[C, H, W]`. */
  readonly lastOf?: Shape;
  /** A map that Keras has channels first, by a `Permute`. */
  readonly first?: boolean;
}
/** A layer at one of its uses. */
export interface Use {
  readonly layer: LayerJson;
  readonly inputs: readonly KerasValue[];
  /** In Keras's layout and order. */
  readonly weights: readonly WeightArray[];
  /** Whether `hard_sigmoid` is `relu6(x + 3) / 6`, as Keras 3 has it. */
  readonly isThird: boolean;
  /** Not to be trained: so says the layer, or a model around it. */
  readonly frozen: boolean;
}
export type Read = (use: Use) => KerasValue;

export const factsOf = ({ layer, frozen }: Use): Pick<LayerFacts, "source" | "wish" | "frozen"> => ({
  source: { op: layer.className, name: layer.name },
  wish: wishOf(layer.name),
  frozen,
});

/** The only input, channels last there and a map or a vector here in our order. */
export function only(use: Use): KerasValue {
  const [value] = use.inputs;
  if (value === undefined || use.inputs.length !== 1) unmappable(`it has ${use.inputs.length} inputs`);
  return value;
}

export function mapOf(use: Use): DraftNode {
  const { node, lastOf, first } = only(use);
  if (lastOf !== undefined || first === true || (node.shape !== null && node.shape.length !== 3))
    unmappable("its input is no map with the channels last");
  return node;
}

/** A layer that treats every element alike: the order of its input is that of its output. */
export function alike(use: Use, kind: LayerKind, params: LayerFacts["params"] = {}): KerasValue {
  const value = only(use);
  return { ...value, node: draftLayer(kind, [value.node], { params, ...factsOf(use) }) };
}

export function weightAt({ weights, layer }: Use, index: number): WeightArray {
  return weights[index] ?? unmappable(`the weight ${index} of ${layer.name} is not in the file`);
}

/** A vector reads as one whatever its shape. */
export const vectorAt = (use: Use, index: number): WeightArray => {
  const { data } = weightAt(use, index);
  return { shape: [data.length], data };
};
